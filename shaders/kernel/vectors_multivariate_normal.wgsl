// Components of multivariate normal vectors; the scratch words are standard normals.

// The mean, then the rows of the lower triangle.
@group(0) @binding(4) var<storage, read> factor: array<u32>;

fn make(i: u32) {
    let vector = i / draw.dimension;
    let row = i - vector * draw.dimension;
    let normals = vector * draw.words;
    let factors = draw.dimension + ((row * (row + 1u)) >> 1u);
    var sum = f32_mul(factor[factors], scratch_word(normals));
    for (var j = 1u; j <= row; j++) {
        sum = f32_add(sum, f32_mul(factor[factors + j], scratch_word(normals + j)));
    }
    store(i, f32_add(sum, factor[row]));
}
