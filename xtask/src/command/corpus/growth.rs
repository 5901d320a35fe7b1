//! How one quantity grows with another.

/// The exponent of the power law that fits best, which is 1 where growth is linear: the slope of the
/// least squares line through the logarithms. Nothing when the points do not tell.
pub(super) fn exponent(points: &[(f64, f64)]) -> Option<f64> {
    let logarithms = points.iter().filter(|(x, y)| *x > 0.0 && *y > 0.0);
    let logarithms: Vec<_> = logarithms.map(|(x, y)| (x.ln(), y.ln())).collect();
    let mean = |of: fn(&(f64, f64)) -> f64| {
        logarithms.iter().map(of).sum::<f64>() / logarithms.iter().map(|_| 1.0).sum::<f64>()
    };
    let (x, y) = (mean(|it| it.0), mean(|it| it.1));
    let spread: f64 = logarithms.iter().map(|it| (it.0 - x).powi(2)).sum();
    let joint: f64 = logarithms.iter().map(|it| (it.0 - x) * (it.1 - y)).sum();
    (spread > 0.0).then(|| joint / spread)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_law_is_found_again() {
        let points = [1.0_f64, 3.0, 10.0, 50.0].map(|x| (x, 7.0 * x.powf(1.5)));
        assert!((exponent(&points).unwrap() - 1.5).abs() < 1e-9);
    }

    #[test]
    fn points_that_do_not_differ_tell_nothing() {
        assert_eq!(exponent(&[]), None);
        assert_eq!(exponent(&[(2.0, 1.0), (2.0, 5.0)]), None);
    }
}
