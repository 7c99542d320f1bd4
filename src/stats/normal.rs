//! The normal distribution's tail.
//! In: a standard score. Out: a probability. Never fits anything.

use statrs::function::erf::erfc;
use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// The standard normal's 97.5 % point: what a two-sided 95 % interval takes.
pub(super) const Z_95: f64 = 1.959_963_984_540_054;

/// The probability that a standard normal value exceeds `z`.
pub(super) fn upper_tail(z: f64) -> f64 {
    0.5 * erfc(z * FRAC_1_SQRT_2)
}

/// The standard normal's density at `z`.
pub(super) fn density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * PI).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tail_is_scipys() {
        // scipy.stats.norm.sf([-1, 0, 1.959963984540054, 4])
        let cases =
            [(-1.0, 0.841_344_746_068_542_9), (0.0, 0.5), (Z_95, 0.025), (4.0, 3.167_124_183_311_998_6e-5)];
        for (z, expected) in cases {
            assert!((upper_tail(z) / expected - 1.0).abs() < 1e-10, "{z}");
        }
    }
}
