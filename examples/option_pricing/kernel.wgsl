// Payoffs of options on one asset, whose price is watched at 16 dates.
// The normals are equal on every adapter; the floats that are made of them are the adapter's own.

const DATES = 16u;

struct Market {
    spot: f32,
    strike: f32,
    rate: f32,
    volatility: f32,
    // The run, of several that differ in nothing but their random numbers.
    run: u32,
}

@group(0) @binding(0) var<storage, read_write> payoffs: array<f32>; // three for each path
@group(0) @binding(1) var<uniform> market: Market;
@group(0) @binding(2) var<storage, read> points: array<f32>; // sixteen for each path

// The path draws its normals itself: four times four.
@compute @workgroup_size(64)
fn pseudo_random(@builtin(global_invocation_id) id: vec3<u32>) {
    var random = seedbed_at_2d(vec2<u32>(id.x, market.run), 0u);
    var normals: array<f32, 16>;
    for (var i = 0u; i < DATES; i += 4u) {
        let four = seedbed_normal_4(&random);
        normals[i] = four.x;
        normals[i + 1u] = four.y;
        normals[i + 2u] = four.z;
        normals[i + 3u] = four.w;
    }
    pay(id.x, normals);
}

// The path takes a point of 16 dimensions, which went through the same normal distribution.
@compute @workgroup_size(64)
fn quasi_random(@builtin(global_invocation_id) id: vec3<u32>) {
    var normals: array<f32, 16>;
    for (var i = 0u; i < DATES; i++) {
        normals[i] = points[id.x * DATES + i];
    }
    pay(id.x, normals);
}

fn pay(path: u32, values: array<f32, 16>) {
    var normals = values;
    // A Brownian bridge: the first normal tells where the path ends after a year, the second where it
    // is after half of it, given both ends, and so on. Then the first few normals decide most, and the
    // first dimensions of Sobol's points are the best.
    var brownian: array<f32, 17>;
    brownian[16] = normals[0];
    var next = 1u;
    for (var width = DATES; width > 1u; width /= 2u) {
        let spread = 0.5 * sqrt(f32(width) / f32(DATES));
        for (var left = 0u; left < DATES; left += width) {
            let middle = 0.5 * (brownian[left] + brownian[left + width]);
            brownian[left + width / 2u] = middle + spread * normals[next];
            next++;
        }
    }

    let drift = market.rate - 0.5 * market.volatility * market.volatility;
    var sum = 0.0;
    var sum_of_logs = 0.0;
    var price = 0.0;
    for (var date = 1u; date <= DATES; date++) {
        let time = f32(date) / f32(DATES);
        let log_return = drift * time + market.volatility * brownian[date];
        price = market.spot * exp(log_return);
        sum += price;
        sum_of_logs += log_return;
    }
    let geometric_mean = market.spot * exp(sum_of_logs / f32(DATES));
    payoffs[3u * path] = max(price - market.strike, 0.0);
    payoffs[3u * path + 1u] = max(geometric_mean - market.strike, 0.0);
    payoffs[3u * path + 2u] = max(sum / f32(DATES) - market.strike, 0.0);
}
