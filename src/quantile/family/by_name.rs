//! The families by their names in lower case, for comparisons with references.

use alloc::boxed::Box;

use super::{
    beta::{Beta, FisherF, StudentT},
    closed::{Cauchy, Exponential, Gumbel, Laplace, Logistic, Rayleigh},
    closed_shapes::{Frechet, Lomax, Pareto, PowerFunction, Triangular, Weibull},
    gamma::{ChiSquared, Gamma, GeneralizedNormal, HalfNormal, Maxwell},
    inverse_gaussian::{self, InverseGaussian},
    normal::{LogNormal, Normal},
    skew_normal::SkewNormal,
    truncated_normal::TruncatedNormal,
    von_mises::VonMises,
};
use crate::error::QuantileError;
use crate::quantile::function::QuantileFunction;

/// The standard form of a family; `None` if there is none of that name and number of parameters.
pub(crate) fn by_name(
    name: &str,
    v: &[f64],
) -> Option<Result<Box<dyn QuantileFunction>, QuantileError>> {
    fn boxed<Q: QuantileFunction + 'static>(
        function: Result<Q, QuantileError>,
    ) -> Result<Box<dyn QuantileFunction>, QuantileError> {
        Ok(Box::new(function?))
    }
    Some(match (name, v) {
        ("laplace", []) => boxed(Ok(Laplace)),
        ("logistic", []) => boxed(Ok(Logistic)),
        ("gumbel", []) => boxed(Ok(Gumbel)),
        ("cauchy", []) => boxed(Ok(Cauchy)),
        ("rayleigh", []) => boxed(Ok(Rayleigh)),
        ("exponential", []) => boxed(Ok(Exponential)),
        ("normal", []) => boxed(Ok(Normal)),
        ("half_normal", []) => boxed(HalfNormal::new()),
        ("maxwell", []) => boxed(Maxwell::new()),
        ("log_normal", &[sigma]) => boxed(LogNormal::new(sigma)),
        ("frechet", &[alpha]) => boxed(Frechet::new(alpha)),
        ("weibull", &[a]) => boxed(Weibull::new(a)),
        ("pareto", &[a]) => boxed(Pareto::new(a)),
        ("lomax", &[a]) => boxed(Lomax::new(a)),
        ("power_function", &[a]) => boxed(PowerFunction::new(a)),
        ("triangular", &[left, mode, right]) => {
            let shapes = Triangular::shapes(left, mode, right);
            boxed(
                shapes
                    .map(|[rise, fall]| Triangular::new(rise, fall))
                    .map_err(Into::into),
            )
        }
        ("gamma", &[shape]) => boxed(Gamma::new(shape)),
        ("chi_squared", &[df]) => boxed(ChiSquared::new(df)),
        ("generalized_normal", &[beta]) => boxed(GeneralizedNormal::new(beta)),
        ("beta", &[a, b]) => boxed(Beta::new(a, b)),
        ("pert", &[left, mode, right, lambd]) => {
            let shapes = Beta::pert_shapes(left, mode, right, lambd);
            boxed(
                shapes
                    .map_err(Into::into)
                    .and_then(|[a, b]| Beta::new(a, b)),
            )
        }
        ("fisher_f", &[dfnum, dfden]) => boxed(FisherF::new(dfnum, dfden)),
        ("student_t", &[df]) => boxed(StudentT::new(df)),
        ("inverse_gaussian", &[mean, scale]) => {
            let phi = inverse_gaussian::shape(mean, scale);
            boxed(phi.map_err(Into::into).and_then(InverseGaussian::new))
        }
        ("von_mises", &[kappa]) => boxed(VonMises::new(kappa)),
        ("skew_normal", &[alpha]) => boxed(SkewNormal::new(alpha)),
        ("truncated_normal", &[low, high]) => boxed(TruncatedNormal::new(low, high)),
        _ => return None,
    })
}
