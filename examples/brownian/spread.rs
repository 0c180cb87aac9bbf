//! How far particles have spread, beside the Gaussian that they should follow.

/// Bars of a histogram.
pub const BARS: usize = 160;

/// Of all particles at a time.
pub struct Spread {
    pub time: f64,
    /// Of the displacement, both dimensions together.
    pub mean_square: f64,
    /// What it should be: 2 d D t.
    pub expected: f64,
    /// Kolmogorov and Smirnov's: the largest difference between the distribution functions of squared
    /// distances, the particles' and the Gaussian's, times the root of the number of particles.
    pub distance: f64,
    /// The density of x, in bars from -`width` to `width`.
    pub density: Vec<f64>,
    pub width: f64,
    particles: f64,
}

impl Spread {
    /// `variance` is that of x and of y.
    pub fn of(positions: &[[f32; 2]], variance: f64, time: f64) -> Self {
        let particles = positions.len() as f64;
        let square = |position: &[f32; 2]| {
            let [x, y] = position.map(f64::from);
            x * x + y * y
        };
        let mut squares: Vec<f64> = positions.iter().map(square).collect();
        let mean_square = squares.iter().sum::<f64>() / particles;

        // Squared distances in the plane are exponential, with the mean 2 · variance.
        squares.sort_by(f64::total_cmp);
        let distance = (0..).zip(&squares).map(|(i, square)| {
            let expected = 1.0 - (-square / (2.0 * variance)).exp();
            let (below, above) = (f64::from(i) / particles, f64::from(i + 1) / particles);
            (expected - below).max(above - expected)
        });
        let distance = distance.fold(0.0, f64::max) * particles.sqrt();

        let width = 5.0 * variance.sqrt();
        let bar = 2.0 * width / BARS as f64;
        let mut density = vec![0.0; BARS];
        for &[x, _] in positions {
            let place = (f64::from(x) + width) / bar;
            if let Some(share) = density
                .get_mut(place.floor() as usize)
                .filter(|_| place >= 0.0)
            {
                *share += 1.0 / (particles * bar);
            }
        }
        Spread {
            time,
            mean_square,
            expected: 2.0 * variance,
            distance,
            density,
            width,
            particles,
        }
    }

    /// Of the mean square, in standard errors: an exponential's deviation is its mean.
    pub fn deviation(&self) -> f64 {
        (self.mean_square / self.expected - 1.0) * self.particles.sqrt()
    }

    /// The density that x should have.
    pub fn gaussian(&self, x: f64) -> f64 {
        let variance = self.expected / 2.0;
        (-x * x / (2.0 * variance)).exp() / (2.0 * std::f64::consts::PI * variance).sqrt()
    }
}
