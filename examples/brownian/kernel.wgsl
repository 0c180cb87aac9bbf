// Particles that diffuse in the plane: each takes one normal displacement a dimension and step.
// The displacements are equal on every adapter; the positions, which are sums of floats, are the adapter's.

struct Leg {
    first_step: u32,
    steps: u32,
    particles: u32,
}

@group(0) @binding(0) var<storage, read_write> positions: array<vec2<f32>>;
@group(0) @binding(1) var<uniform> leg: Leg;
// What each particle drew last: the bits of both displacements.
@group(0) @binding(2) var<storage, read_write> last: array<vec2<u32>>;

@compute @workgroup_size(64)
fn walk(@builtin(global_invocation_id) id: vec3<u32>) {
    if id.x >= leg.particles {
        return;
    }
    var position = positions[id.x];
    var drawn = vec2<u32>();
    for (var i = 0u; i < leg.steps; i++) {
        // The address of a displacement is (particle, step): nothing is carried from step to step.
        var random = seedbed_at_2d(vec2<u32>(id.x, 0u), leg.first_step + i);
        drawn = vec2<u32>(
            seedbed_displacement_bits(&random),
            seedbed_displacement_bits(&random),
        );
        position += bitcast<vec2<f32>>(drawn);
    }
    positions[id.x] = position;
    last[id.x] = drawn;
}
