// The Ising model at many temperatures at once: Metropolis on a checkerboard, 32 spins to a word.
// Integers only, so that every adapter computes the same bits. seedbed's functions stand before this.

struct Step {
    side: u32,       // of the lattice: a multiple of 64
    half_sweep: u32, // even ones move the spins on even squares, odd ones those on odd squares
    record: u32,     // where `measure` counts
}

// Bit k of word w in row y of a colour is the spin in column 2 (32 w + k) + (y + colour) mod 2.
@group(0) @binding(0) var<storage, read_write> spins: array<u32>;
// For each lattice, 2³² times the probability to take a step that costs an energy of 4, and of 8.
@group(0) @binding(1) var<storage, read> thresholds: array<vec2<u32>>;
@group(0) @binding(2) var<uniform> step: Step;
// For each record and lattice, the spins that are up, and the pairs of neighbours that are unlike.
@group(0) @binding(3) var<storage, read_write> records: array<atomic<u32>>;

fn place(colour: u32, y: u32, w: u32, lattice: u32) -> u32 {
    return ((2u * lattice + colour) * step.side + y) * (step.side / 64u) + w;
}

// Where 32 spins differ from the neighbours below, above, and on both sides: these four are all of
// the other colour, two of them in the same row.
fn unlike(colour: u32, y: u32, w: u32, lattice: u32) -> vec4<u32> {
    let other = 1u - colour;
    let words = step.side / 64u;
    let below = spins[place(other, (y + 1u) % step.side, w, lattice)];
    let above = spins[place(other, (y + step.side - 1u) % step.side, w, lattice)];
    let near = spins[place(other, y, w, lattice)];
    var far: u32;
    if ((y + colour) & 1u) == 1u {
        let next = spins[place(other, y, (w + 1u) % words, lattice)];
        far = (near >> 1u) | (next << 31u);
    } else {
        let previous = spins[place(other, y, (w + words - 1u) % words, lattice)];
        far = (near << 1u) | (previous >> 31u);
    }
    return vec4<u32>(below, above, near, far) ^ vec4<u32>(spins[place(colour, y, w, lattice)]);
}

// Four truths in four bits.
fn bits_of(truths: vec4<bool>) -> u32 {
    let bits = select(vec4<u32>(0u), vec4<u32>(1u, 2u, 4u, 8u), truths);
    return bits.x | bits.y | bits.z | bits.w;
}

// An invocation moves the 32 spins of a word of one colour. Their neighbours, of the other one, rest.
@compute @workgroup_size(64)
fn half_sweep(@builtin(global_invocation_id) id: vec3<u32>) {
    let words = step.side / 64u;
    let colour = step.half_sweep & 1u;
    let w = id.x % words;
    let y = (id.x / words) % step.side;
    let lattice = id.x / (words * step.side);
    let u = unlike(colour, y, w, lattice);

    // One random word a spin, whether it will be asked or not: the address is word of the lattice,
    // lattice and half sweep, so that any step can be drawn again on the host.
    let threshold = thresholds[lattice];
    var pays_4 = 0u;
    var pays_8 = 0u;
    var random = seedbed_at_2d(vec2<u32>(y * words + w, lattice), step.half_sweep);
    for (var i = 0u; i < 32u; i += 4u) {
        let word = seedbed_word_4(&random);
        pays_4 |= bits_of(word < vec4<u32>(threshold.x)) << i;
        pays_8 |= bits_of(word < vec4<u32>(threshold.y)) << i;
    }

    // A flip costs 8 where no neighbour is unlike, 4 where one is, and else nothing.
    let costs_8 = ~(u.x | u.y | u.z | u.w);
    let costs_4 = (u.x ^ u.y ^ u.z ^ u.w) & ~((u.x & u.y) | (u.z & u.w));
    let flips = (~costs_8 & ~costs_4) | (costs_4 & pays_4) | (costs_8 & pays_8);
    spins[place(colour, y, w, lattice)] ^= flips;
}

// Each pair of neighbours has one spin on an even square. Sums of integers have no order.
@compute @workgroup_size(64)
fn measure(@builtin(global_invocation_id) id: vec3<u32>) {
    let words = step.side / 64u;
    let w = id.x % words;
    let y = (id.x / words) % step.side;
    let lattice = id.x / (words * step.side);
    let even = spins[place(0u, y, w, lattice)];
    let odd = spins[place(1u, y, w, lattice)];
    let up = countOneBits(even) + countOneBits(odd);
    let pairs = countOneBits(unlike(0u, y, w, lattice));
    let at = 2u * (step.record * arrayLength(&thresholds) + lattice);
    atomicAdd(&records[at], up);
    atomicAdd(&records[at + 1u], pairs.x + pairs.y + pairs.z + pairs.w);
}
