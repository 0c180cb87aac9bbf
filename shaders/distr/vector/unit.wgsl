// Uniform points on circle and sphere, in disc and ball. Twin of src/distr/vector/unit.rs.

const SIN_0: u32 = 0xc90fdaa2u;
const SIN_1: u32 = 0x14abbce5u;
const SIN_2: u32 = 0xa335ddu;
const SIN_3: u32 = 0x26595u;
const SIN_4: u32 = 0x52fu;
const COS_0: u32 = 0x4ef4f326u;
const COS_1: u32 = 0x40f07a8u;
const COS_2: u32 = 0x155cbau;
const COS_3: u32 = 0x3b6du;

struct Direction {
    x: Signed,
    y: Signed,
}

fn direction(x: u32) -> Direction {
    let octant = x >> 29u;
    // From the nearer axis, in units of 2⁻³² of an octant; odd octants run towards theirs.
    let folded = x ^ (0u - (octant & 1u));
    let t = (folded << 3u) | 4u;
    let s = mul_high(t, t);
    let near = sine(t, s);
    let far = cosine(s);
    let swap = ((octant + 1u) & 2u) != 0u;
    let x_sign = ((octant + 2u) & 4u) << 29u;
    let y_sign = (octant & 4u) << 29u;
    return Direction(
        Signed(Fixed(select(far.r, near.r, swap), select(far.q, near.q, swap)), x_sign),
        Signed(Fixed(select(near.r, far.r, swap), select(near.q, far.q, swap)), y_sign),
    );
}

fn sine(t: u32, s: u32) -> Fixed {
    let a = SIN_2 - mul_high(s, SIN_3 - mul_high(s, SIN_4));
    let zeros = countLeadingZeros(t) & 31u;
    return Fixed(mul_high(t << zeros, SIN_0 - mul_high(s, SIN_1 - mul_high(s, a))), 32u + zeros);
}

fn cosine(s: u32) -> Fixed {
    let a = COS_1 - mul_high(s, COS_2 - mul_high(s, COS_3));
    return Fixed(~mul_high(s, COS_0 - mul_high(s, a)), 32u);
}

// (x + ½) / 2³².
fn midpoint(x: u32) -> Fixed {
    let high = x >> 31u;
    return Fixed(select((x << 1u) | 1u, x, high == 1u), 33u - high);
}

fn scaled(a: Signed, radius: Fixed) -> Signed {
    let zeros = countLeadingZeros(a.v.r) & 31u;
    let r = mul_high(a.v.r << zeros, radius.r);
    return Signed(Fixed(r, a.v.q + zeros + radius.q - 32u), a.sign);
}

fn rounded(a: Signed) -> u32 {
    return round_f32(a.v) | a.sign;
}

// 1 − 2 · (x + ½) / 2³².
fn height(x: u32) -> Signed {
    let sign = x & 0x80000000u;
    return Signed(Fixed(select(~(x << 1u), (x << 1u) | 1u, sign != 0u), 32u), sign);
}

// √(1 − z²) for the z of height(x).
fn ring_radius(x: u32) -> Fixed {
    let nearer = (select(x, ~x, (x >> 31u) != 0u) << 1u) | 1u;
    let zeros = countLeadingZeros(nearer) & 31u;
    return fixed_sqrt(Fixed(mul_high(nearer << zeros, ~(nearer >> 1u)), 31u + zeros));
}

fn unit_circle(x: u32) -> vec2<u32> {
    let d = direction(x);
    return vec2<u32>(rounded(d.x), rounded(d.y));
}

fn unit_disc(x: vec2<u32>) -> vec2<u32> {
    let radius = fixed_sqrt(midpoint(x.x));
    let d = direction(x.y);
    return vec2<u32>(rounded(scaled(d.x, radius)), rounded(scaled(d.y, radius)));
}

fn unit_sphere(x: vec2<u32>) -> vec3<u32> {
    let ring = ring_radius(x.x);
    let d = direction(x.y);
    return vec3<u32>(rounded(scaled(d.x, ring)), rounded(scaled(d.y, ring)), rounded(height(x.x)));
}

fn unit_ball(x: vec3<u32>) -> vec3<u32> {
    let radius = fixed_cbrt(midpoint(x.x));
    let ring = product(radius, ring_radius(x.y));
    let d = direction(x.z);
    return vec3<u32>(
        rounded(scaled(d.x, ring)),
        rounded(scaled(d.y, ring)),
        rounded(scaled(height(x.y), radius)),
    );
}

fn product(a: Fixed, b: Fixed) -> Fixed {
    return Fixed(mul_high(a.r, b.r), a.q + b.q - 32u);
}
