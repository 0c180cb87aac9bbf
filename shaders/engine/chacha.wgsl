// ChaCha with 2 · DOUBLE_ROUNDS rounds. Bernstein 2008; RFC 8439, §2.3. Twin of src/engine/chacha.rs.
// One vec4 is one row of the state, so that a line below is four quarter rounds.

const CONSTANTS: vec4<u32> = vec4<u32>(0x61707865u, 0x3320646eu, 0x79622d32u, 0x6b206574u);

fn chacha(counter: vec4<u32>, key_low: vec4<u32>, key_high: vec4<u32>, double_rounds: u32) -> array<vec4<u32>, 4> {
    var a = CONSTANTS;
    var b = key_low;
    var c = key_high;
    var d = counter;
    for (var i = 0u; i < double_rounds; i++) {
        a += b;
        d = rotate_left_4(d ^ a, 16u);
        c += d;
        b = rotate_left_4(b ^ c, 12u);
        a += b;
        d = rotate_left_4(d ^ a, 8u);
        c += d;
        b = rotate_left_4(b ^ c, 7u);
        // The diagonals become columns.
        b = b.yzwx;
        c = c.zwxy;
        d = d.wxyz;
        a += b;
        d = rotate_left_4(d ^ a, 16u);
        c += d;
        b = rotate_left_4(b ^ c, 12u);
        a += b;
        d = rotate_left_4(d ^ a, 8u);
        c += d;
        b = rotate_left_4(b ^ c, 7u);
        b = b.wxyz;
        c = c.zwxy;
        d = d.yzwx;
    }
    return array<vec4<u32>, 4>(a + CONSTANTS, b + key_low, c + key_high, d + counter);
}

// r in 1..=31.
fn rotate_left_4(x: vec4<u32>, r: u32) -> vec4<u32> {
    return (x << vec4<u32>(r & 31u)) | (x >> vec4<u32>((32u - r) & 31u));
}
