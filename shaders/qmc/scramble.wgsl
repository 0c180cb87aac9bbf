// Owen's nested uniform scrambling by a hash. Laine and Karras, 2011; constants of Vegdahl, 2021. Twin
// of src/qmc/scramble.rs.

const EVEN_0: u32 = 0x3d20adeau;
const EVEN_1: u32 = 0x05526c56u;
const EVEN_2: u32 = 0x53a22864u;

fn nested_uniform_scramble(x: u32, key: vec4<u32>) -> u32 {
    var r = reverseBits(x);
    r += key.x;
    r ^= r * EVEN_0;
    r *= key.y | 1u;
    r ^= r * EVEN_1;
    r += key.z;
    r *= key.w | 1u;
    r ^= r * EVEN_2;
    return reverseBits(r);
}

// Words of a randomised coordinate behind its high word.
fn further_words(high: u32, block: u32, key: vec2<u32>) -> vec4<u32> {
    return philox4x32_10(vec4<u32>(high, 0u, block, 0u), key);
}
