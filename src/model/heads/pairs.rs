//! Labels of pairs of words: a linear layer over `gelu(a + b)` of the words' projections.

use crate::model::encoder::Matrix;

/// The output layer of a head on pairs.
#[derive(Debug)]
pub(super) struct PairLayer {
    weight: Matrix,
    bias: Matrix,
}

impl PairLayer {
    pub(super) fn new(weight: Matrix, bias: Matrix) -> Self {
        Self { weight, bias }
    }

    /// Scores of all labels for the pair with projections `a` and `b`, into `scores`.
    pub(super) fn scores(&self, a: &[f32], b: &[f32], hidden: &mut Vec<f32>, scores: &mut Vec<f32>) {
        hidden.clear();
        hidden.extend(a.iter().zip(b).map(|(x, y)| gelu(x + y)));
        scores.clear();
        scores.extend((0..self.weight.rows()).map(|k| dot(self.weight.row(k), hidden) + self.bias.row(0)[k]));
    }
}

/// Scalar product. Sixteen running sums, so that the compiler uses vector registers and the order is fixed.
pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0_f32; 16];
    let (a16, b16) = (a.chunks_exact(16), b.chunks_exact(16));
    let rest: f32 = a16.remainder().iter().zip(b16.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a16.zip(b16) {
        for k in 0..16 {
            sums[k] += x[k] * y[k];
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// Gaussian error linear unit (Hendrycks and Gimpel 2016), with erf after Abramowitz and Stegun 7.1.26.
fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let poly =
        t * (0.254_829_592 + t * (-0.284_496_736 + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))));
    let erf = 1.0 - poly * exp(-z * z);
    0.5 * x * (1.0 + erf.copysign(x))
}

/// e to the power of a number that is not positive, without a call, so that loops over it become vector code.
fn exp(x: f32) -> f32 {
    let scaled = x.max(-80.0) * std::f32::consts::LOG2_E;
    let whole = scaled.floor();
    let part = (scaled - whole) * std::f32::consts::LN_2;
    let series = 1.0
        + part * (1.0 + part * (0.5 + part * (1.0 / 6.0 + part * (1.0 / 24.0 + part * (1.0 / 120.0 + part / 720.0)))));
    series * f32::from_bits(((whole as i32 + 127) as u32) << 23)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_near_the_exact_ones() {
        // Values of x · Φ(x) from tables of the normal distribution.
        for (x, exact) in
            [(0.0, 0.0), (1.0, 0.841_344_7), (-1.0, -0.158_655_3), (2.0, 1.954_499_7), (-3.0, -0.004_049_7), (9.0, 9.0)]
        {
            assert!((gelu(x) - exact).abs() < 1e-5, "gelu({x}) = {}", gelu(x));
        }
        for x in [0.0, -0.3, -1.0, -5.5, -30.0] {
            assert!((exp(x) - f32::exp(x)).abs() < 1e-5 * f32::exp(x) + 1e-12);
        }
    }

    #[test]
    fn scalar_product_has_all_terms() {
        let a: Vec<f32> = (0..37).map(|i| i as f32).collect();
        let exact: f32 = (0..37).map(|i| (i * i) as f32).sum();
        assert!((dot(&a, &a) - exact).abs() < 1e-3);
    }
}
