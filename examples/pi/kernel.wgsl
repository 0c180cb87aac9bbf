// Throws points at a square of 2^16 x 2^16 cells and counts those within the quarter circle.
// Integers only, so that the count is the same on every adapter.

struct Leg {
    number: u32,
    // Each invocation throws four times as many points.
    quads: u32,
}

@group(0) @binding(0) var<storage, read_write> total: array<atomic<u32>, 2>; // low word, high word
@group(0) @binding(1) var<uniform> leg: Leg;

var<workgroup> inside: atomic<u32>; // 0 at the start

@compute @workgroup_size(64)
fn count(
    @builtin(global_invocation_id) id: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    // This invocation's own sequence, another one in each leg.
    var random = seedbed_at_2d(vec2<u32>(id.x, leg.number), 0u);
    var counts = vec4<u32>();
    for (var i = 0u; i < leg.quads; i++) {
        // Four words, four points: x in the low half of a word, y in its high half.
        let points = seedbed_point_4(&random);
        let x = points & vec4<u32>(0xffffu);
        let y = points >> vec4<u32>(16u);
        // The middle of the cell is in the circle if (x + 1/2)^2 + (y + 1/2)^2 < 2^32, which is
        // x (x + 1) + y (y + 1) < 2^32: if the sum of these does not wrap.
        let xx = x * (x + 1u);
        let sum = xx + y * (y + 1u);
        counts += vec4<u32>(sum >= xx);
    }

    // Add up within the workgroup, then one addition to the total. Sums of integers have no order.
    atomicAdd(&inside, counts.x + counts.y + counts.z + counts.w);
    workgroupBarrier();
    if local == 0u {
        let more = atomicLoad(&inside);
        let before = atomicAdd(&total[0], more);
        if before + more < before {
            atomicAdd(&total[1], 1u); // the carry
        }
    }
}
