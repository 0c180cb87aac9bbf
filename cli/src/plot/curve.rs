//! Curves that leave a picture.

/// The parts of a curve that are not above `height`, each from where it comes from there to where it
/// goes there.
pub fn below(curve: &[(f64, f64)], height: f64) -> Vec<Vec<(f64, f64)>> {
    let crossing = |(x0, y0): (f64, f64), (x1, y1): (f64, f64)| {
        let part = match y1.is_finite() {
            true => (height - y0) / (y1 - y0),
            false => 1.0,
        };
        (x0 + part * (x1 - x0), height)
    };
    let mut lines = Vec::new();
    let mut line = Vec::new();
    let mut last_above = None;
    for &point in curve {
        if point.1 <= height {
            if let Some(above) = last_above.take() {
                line.push(crossing(point, above));
            }
            line.push(point);
            continue;
        }
        if let Some(&inside) = line.last() {
            line.push(crossing(inside, point));
            lines.push(std::mem::take(&mut line));
        }
        last_above = Some(point);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_cut_at_a_height() {
        let curve = [(0.0, f64::INFINITY), (1.0, 2.0), (2.0, 4.0), (3.0, 1.0)];
        let lines = below(&curve, 3.0);
        assert_eq!(lines[0], [(0.0, 3.0), (1.0, 2.0), (1.5, 3.0)]);
        assert_eq!(lines[1], [(2.0 + 1.0 / 3.0, 3.0), (3.0, 1.0)]);
        assert_eq!(lines.len(), 2);
        assert_eq!(below(&curve, f64::INFINITY), [curve]);
    }
}
