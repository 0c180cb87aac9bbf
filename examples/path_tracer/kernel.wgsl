// A Cornell box, one sample of every pixel for each dispatch. seedbed's functions stand before this.
//
// The random numbers are equal on every adapter. What is made of them here is f32 arithmetic, which WGSL
// leaves to the adapter: pictures of two adapters are alike, not equal.

struct Frame {
    size: u32,    // of the picture, in pixels of each side
    sample: u32,  // which sample of each pixel
    bounces: u32, // surfaces along a path
    scene: u32,
}

const PICTURE: u32 = 0u;
const FURNACE: u32 = 1u;    // everything shines with 1 and reflects FURNACE_ALBEDO of what it gets
const EMPTY_ROOM: u32 = 2u; // the room without block and ball

@group(0) @binding(0) var<uniform> frame: Frame;
// For each pixel, the sum over its samples.
@group(0) @binding(1) var<storage, read_write> radiance: array<vec4<f32>>;
// For each pixel, a hash of all bits that were drawn for it.
@group(0) @binding(2) var<storage, read_write> drawn: array<u32>;

const PI: f32 = 3.14159265;
const FURNACE_ALBEDO: f32 = 0.8;
// The room is closed: -1..1, 0..2, -1..1. One looks in from EYE as if its front were not there.
const ROOM_LOW = vec3<f32>(-1.0, 0.0, -1.0);
const ROOM_HIGH = vec3<f32>(1.0, 2.0, 1.0);
const EYE = vec3<f32>(0.0, 1.0, 4.4);
// A rectangle in the ceiling, around the middle.
const LAMP_HALF = vec2<f32>(0.3, 0.25);
const LAMP_RADIANCE = vec3<f32>(19.0, 15.0, 10.0);
const BALL_CENTRE = vec3<f32>(0.42, 0.36, 0.3);
const BALL_RADIUS: f32 = 0.36;
const BLOCK_CENTRE = vec3<f32>(-0.36, 0.6, -0.3);
const BLOCK_HALF = vec3<f32>(0.3, 0.6, 0.3);
const BLOCK_TURN = vec2<f32>(0.9578, 0.2874); // cosine and sine
const FAR: f32 = 1e9;
const OFF_SURFACE: f32 = 1e-3;

struct Hit {
    distance: f32,
    normal: vec3<f32>,
    albedo: vec3<f32>,
    emission: vec3<f32>,
    is_mirror: bool,
}

// No component is 0, by which rays are divided.
fn without_zeros(v: vec3<f32>) -> vec3<f32> {
    return select(v, vec3<f32>(1e-7), abs(v) < vec3<f32>(1e-7));
}

// About the vertical axis, into the block's own directions.
fn turned(v: vec3<f32>) -> vec3<f32> {
    return vec3<f32>(BLOCK_TURN.x * v.x - BLOCK_TURN.y * v.z, v.y, BLOCK_TURN.y * v.x + BLOCK_TURN.x * v.z);
}

fn turned_back(v: vec3<f32>) -> vec3<f32> {
    return vec3<f32>(BLOCK_TURN.x * v.x + BLOCK_TURN.y * v.z, v.y, BLOCK_TURN.x * v.z - BLOCK_TURN.y * v.x);
}

// Normal and distance.
fn hit_block(origin: vec3<f32>, direction: vec3<f32>) -> vec4<f32> {
    let o = turned(origin - BLOCK_CENTRE);
    let d = without_zeros(turned(direction));
    let enters = (-sign(d) * BLOCK_HALF - o) / d;
    let leaves = (sign(d) * BLOCK_HALF - o) / d;
    let near = max(enters.x, max(enters.y, enters.z));
    if near < 0.0 || near > min(leaves.x, min(leaves.y, leaves.z)) {
        return vec4<f32>(0.0, 0.0, 0.0, FAR);
    }
    let face = select(vec3<f32>(0.0), -sign(d), enters == vec3<f32>(near));
    return vec4<f32>(turned_back(face), near);
}

fn hit_ball(origin: vec3<f32>, direction: vec3<f32>) -> f32 {
    let o = origin - BALL_CENTRE;
    let b = dot(o, direction);
    let discriminant = b * b - dot(o, o) + BALL_RADIUS * BALL_RADIUS;
    let distance = -b - sqrt(max(discriminant, 0.0));
    return select(FAR, distance, discriminant > 0.0 && distance > 0.0);
}

fn nearest(origin: vec3<f32>, direction: vec3<f32>) -> Hit {
    var hit: Hit;
    // The room: rays are inside, and leave through the nearest of three planes.
    let d = without_zeros(direction);
    let planes = (select(ROOM_LOW, ROOM_HIGH, d > vec3<f32>(0.0)) - origin) / d;
    hit.distance = min(planes.x, min(planes.y, planes.z));
    let white = vec3<f32>(0.74, 0.73, 0.70);
    hit.albedo = white;
    if hit.distance == planes.x {
        hit.normal = vec3<f32>(-sign(d.x), 0.0, 0.0);
        hit.albedo = select(vec3<f32>(0.16, 0.42, 0.12), vec3<f32>(0.62, 0.06, 0.05), d.x < 0.0);
    } else if hit.distance == planes.y {
        hit.normal = vec3<f32>(0.0, -sign(d.y), 0.0);
        let place = origin.xz + hit.distance * d.xz;
        if d.y > 0.0 && all(abs(place) < LAMP_HALF) {
            hit.albedo = vec3<f32>(0.0);
            hit.emission = LAMP_RADIANCE;
        }
    } else {
        hit.normal = vec3<f32>(0.0, 0.0, -sign(d.z));
    }
    if frame.scene != EMPTY_ROOM {
        let block = hit_block(origin, direction);
        if block.w < hit.distance {
            hit = Hit(block.w, block.xyz, white, vec3<f32>(0.0), false);
        }
        let ball = hit_ball(origin, direction);
        if ball < hit.distance {
            let normal = normalize(origin + ball * direction - BALL_CENTRE);
            hit = Hit(ball, normal, vec3<f32>(0.93), vec3<f32>(0.0), true);
        }
    }
    if frame.scene == FURNACE {
        hit.albedo = vec3<f32>(FURNACE_ALBEDO);
        hit.emission = vec3<f32>(1.0);
    }
    return hit;
}

// Nothing but block and ball can stand before the lamp.
fn is_shaded(origin: vec3<f32>, direction: vec3<f32>, distance: f32) -> bool {
    if frame.scene == EMPTY_ROOM {
        return false;
    }
    return min(hit_block(origin, direction).w, hit_ball(origin, direction)) < distance;
}

// Light that comes straight from a point of the lamp, which was chosen uniformly.
fn from_lamp(place: vec3<f32>, normal: vec3<f32>, u: vec2<f32>) -> vec3<f32> {
    let across = (2.0 * u - 1.0) * LAMP_HALF;
    let way = vec3<f32>(across.x, ROOM_HIGH.y, across.y) - place;
    let distance = length(way);
    let direction = way / distance;
    let cosines = max(dot(normal, direction), 0.0) * max(direction.y, 0.0);
    if cosines == 0.0 || is_shaded(place, direction, distance) {
        return vec3<f32>(0.0);
    }
    let area = 4.0 * LAMP_HALF.x * LAMP_HALF.y;
    return LAMP_RADIANCE * (cosines * area / (PI * distance * distance));
}

// A direction with the density of the cosine to the normal: Malley's method.
fn scattered(normal: vec3<f32>, u: vec2<f32>) -> vec3<f32> {
    let axis = select(vec3<f32>(1.0, 0.0, 0.0), vec3<f32>(0.0, 1.0, 0.0), abs(normal.x) > 0.7);
    let tangent = normalize(cross(axis, normal));
    let radius = sqrt(u.x);
    let disc = radius * vec2<f32>(cos(2.0 * PI * u.y), sin(2.0 * PI * u.y));
    return normalize(disc.x * tangent + disc.y * cross(normal, tangent) + sqrt(1.0 - u.x) * normal);
}

// The next four numbers within 0..1, whose bits go into the pixel's hash.
fn draw(random: ptr<function, seedbed_Sequence>, hash: ptr<function, u32>) -> vec4<f32> {
    let bits = seedbed_uniform_bits_4(random);
    for (var i = 0u; i < 4u; i++) {
        *hash = (*hash ^ bits[i]) * 16777619u;
    }
    return bitcast<vec4<f32>>(bits);
}

@compute @workgroup_size(64)
fn trace(@builtin(global_invocation_id) id: vec3<u32>) {
    let pixel = id.x;
    if pixel >= frame.size * frame.size {
        return;
    }
    // The address is pixel and sample: no other path draws these numbers, whatever the order of work.
    let at = vec2<u32>(pixel % frame.size, pixel / frame.size);
    var random = seedbed_at_2d(at, frame.sample);

    var hash = drawn[pixel];
    let within = draw(&random, &hash).xy;
    let on_picture = (vec2<f32>(at) + within) / f32(frame.size);
    var place = vec3<f32>(2.0 * on_picture.x - 1.0, 2.0 - 2.0 * on_picture.y, ROOM_HIGH.z);
    var direction = normalize(place - EYE);
    place += OFF_SURFACE * direction;
    var weight = vec3<f32>(1.0);
    var sum = vec3<f32>(0.0);
    // The lamp is seen straight, or in the ball. Its light by way of the ball on walls, rare and glaring,
    // is left out: paths that begin at the eye seldom find it.
    var sees_lamp = true;
    for (var bounce = 0u; bounce < frame.bounces; bounce++) {
        let hit = nearest(place, direction);
        if sees_lamp || frame.scene == FURNACE {
            sum += weight * hit.emission;
        }
        weight *= hit.albedo;
        place += hit.distance * direction + OFF_SURFACE * hit.normal;
        // Drawn even where the path is dark, so that it is the same numbers on every adapter.
        let u = draw(&random, &hash);
        if hit.is_mirror {
            direction = reflect(direction, hit.normal);
        } else {
            if frame.scene != FURNACE {
                sum += weight * from_lamp(place, hit.normal, u.xy);
            }
            direction = scattered(hit.normal, u.zw);
        }
        sees_lamp = sees_lamp && hit.is_mirror;
    }
    radiance[pixel] += vec4<f32>(sum, 1.0);
    drawn[pixel] = hash;
}
