//! What distributions are called elsewhere: whose parameters they have, and the names that are understood.
//!
//! A name is an alias only where it is used for nothing else: R's `rgeom` counts failures, and NumPy's `pareto` is
//! another distribution than SciPy's. Records have the first name.

/// Name, whose it is, aliases: of NumPy, SciPy, PyTorch, JAX, and R.
#[rustfmt::skip]
const NAMES: [(&str, &str, &[&str]); 53] = [
    ("bits32", "", &[]),
    ("bits64", "", &[]),
    ("uniform", "NumPy's uniform(low, high), and random() without bounds", &["random", "rand", "unif", "runif"]),
    ("open01", "rand's Open01", &[]),
    ("openclosed01", "rand's OpenClosed01", &[]),
    ("uniform64", "NumPy's random()", &[]),
    ("integers", "NumPy's integers(low, high)", &["randint"]),
    ("bernoulli", "SciPy's bernoulli(p)", &[]),
    ("bernoulli_mask", "", &[]),
    ("normal", "NumPy's normal(loc, scale), SciPy's norm", &["gaussian", "gauss", "norm", "randn", "standard_normal", "rnorm"]),
    ("exponential", "NumPy's exponential(scale), SciPy's expon", &["expon", "exp", "standard_exponential", "rexp"]),
    ("laplace", "NumPy's laplace(loc, scale)", &["double_exponential", "rlaplace"]),
    ("logistic", "NumPy's logistic(loc, scale)", &["logis", "rlogis"]),
    ("gumbel", "NumPy's gumbel(loc, scale), SciPy's gumbel_r", &["gumbel_r", "rgumbel"]),
    ("cauchy", "SciPy's cauchy(loc, scale), NumPy's standard_cauchy()", &["standard_cauchy", "rcauchy"]),
    ("half_normal", "SciPy's halfnorm(scale)", &["halfnorm", "halfnormal", "rhalfnorm"]),
    ("rayleigh", "NumPy's rayleigh(scale)", &["rrayleigh"]),
    ("maxwell", "SciPy's maxwell(scale)", &["maxwell_boltzmann"]),
    ("gamma", "NumPy's gamma(shape, scale), SciPy's gamma(a)", &["standard_gamma", "rgamma"]),
    ("chi_squared", "NumPy's chisquare(df), SciPy's chi2", &["chi2", "chisquare", "chisq", "rchisq"]),
    ("log_normal", "NumPy's lognormal(mean, sigma); SciPy's lognorm(s) with scale e^mean", &["lognormal", "lognorm", "lnorm", "rlnorm"]),
    ("weibull", "NumPy's weibull(a), SciPy's weibull_min(c)", &["weibull_min", "rweibull"]),
    ("inverse_gaussian", "NumPy's wald(mean, scale); SciPy's invgauss(mu) with mu = mean/scale", &["wald", "invgauss", "inverse_normal", "rinvgauss"]),
    ("skew_normal", "SciPy's skewnorm(a)", &["skewnorm", "skewnormal", "rsn"]),
    ("generalized_normal", "SciPy's gennorm(beta), JAX's generalized_normal(p)", &["gennorm", "exponential_power"]),
    ("student_t", "NumPy's standard_t(df), SciPy's t", &["student", "t", "standard_t", "studentt", "rt"]),
    ("fisher_f", "NumPy's f(dfnum, dfden)", &["fisher", "f", "fisher_snedecor", "rf"]),
    ("frechet", "SciPy's invweibull(c)", &["invweibull", "rfrechet"]),
    ("pareto", "SciPy's pareto(b); NumPy's pareto is lomax", &["rpareto"]),
    ("lomax", "NumPy's pareto(a), SciPy's lomax(c)", &["pareto2", "rlomax"]),
    ("beta", "NumPy's beta(a, b)", &["rbeta"]),
    ("pert", "R's rpert(min, mode, max, shape)", &["beta_pert", "rpert"]),
    ("power_function", "NumPy's power(a), SciPy's powerlaw", &["power", "powerlaw"]),
    ("triangular", "NumPy's triangular(left, mode, right)", &["triang", "triangle", "rtriangle"]),
    ("truncated_normal", "SciPy's truncnorm, its bounds in the units of the result", &["truncnorm", "rtruncnorm"]),
    ("von_mises", "NumPy's vonmises(mu, kappa)", &["vonmises", "rvonmises"]),
    ("poisson", "NumPy's poisson(lam)", &["pois", "rpois"]),
    ("binomial", "NumPy's binomial(n, p)", &["binom", "rbinom"]),
    ("geometric", "NumPy's geometric(p), SciPy's geom", &["geom"]),
    ("negative_binomial", "NumPy's negative_binomial(n, p), SciPy's nbinom", &["nbinom", "rnbinom"]),
    ("hypergeometric", "NumPy's hypergeometric(ngood, nbad, nsample)", &["hypergeom", "hyper", "rhyper"]),
    ("zipf", "SciPy's zipfian(a, n); NumPy's zipf is zeta", &["zipfian"]),
    ("zeta", "NumPy's zipf(a), SciPy's zipf", &["rzeta"]),
    ("log_series", "NumPy's logseries(p), SciPy's logser", &["logseries", "logser"]),
    ("rademacher", "JAX's rademacher()", &[]),
    ("beta_binomial", "SciPy's betabinom(n, a, b)", &["betabinom", "rbetabinom"]),
    ("categorical", "NumPy's choice(n, p), PyTorch's Categorical(probs)", &["choice", "rcat"]),
    ("unit_circle", "rand_distr's UnitCircle", &[]),
    ("unit_disc", "rand_distr's UnitDisc", &["unit_disk"]),
    ("unit_sphere", "rand_distr's UnitSphere", &[]),
    ("unit_ball", "rand_distr's UnitBall", &[]),
    ("dirichlet", "NumPy's dirichlet(alpha)", &["rdirichlet"]),
    ("multivariate_normal", "NumPy's multivariate_normal(mean, cov)", &["mvn", "mvnorm", "mvrnorm", "rmvnorm"]),
];

fn find(name: &str) -> (&'static str, &'static [&'static str]) {
    let found = NAMES.iter().find(|(known, ..)| *known == name);
    found.map_or(("", &[]), |&(_, origin, aliases)| (origin, aliases))
}

/// Other names of a distribution.
pub fn aliases(name: &str) -> &'static [&'static str] {
    find(name).1
}

/// Whose it is, and its other names, for the help; empty where there are none.
pub fn elsewhere(name: &str) -> String {
    let (origin, aliases) = find(name);
    match (origin, aliases) {
        ("", []) => String::new(),
        (origin, []) => origin.to_string(),
        (origin, aliases) => format!("{origin} [aliases: {}]", aliases.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::{CommandFactory, Parser};

    use super::*;
    use crate::args::Cli;

    /// Commands of distributions.
    const COMMANDS: [&str; 3] = ["sample", "digest", "plot"];

    #[test]
    fn every_distribution_is_in_the_table_once() {
        let mut command = Cli::command();
        command.build();
        let named: Vec<_> = NAMES.iter().map(|(name, ..)| *name).collect();
        for name in COMMANDS {
            let command = command.find_subcommand(name).unwrap();
            let sets = ["help", "sobol", "halton", "latin_hypercube"];
            let known = command.get_subcommands().map(|command| command.get_name());
            let known: BTreeSet<_> = known.filter(|name| !sets.contains(name)).collect();
            assert_eq!(known, named.iter().copied().collect());
            assert_eq!(known.len(), named.len());
        }
        let all: Vec<_> = NAMES
            .iter()
            .flat_map(|(name, _, aliases)| std::iter::once(name).chain(*aliases))
            .collect();
        let different: BTreeSet<_> = all.iter().collect();
        assert_eq!(different.len(), all.len(), "{all:?}");
    }

    #[test]
    fn every_alias_is_understood() {
        for example in crate::family::EXAMPLES
            .iter()
            .chain(&["normal", "uniform", "exponential"])
        {
            let (name, options) = example.split_once(' ').unwrap_or((example, ""));
            for alias in aliases(name) {
                for command in COMMANDS {
                    let rest = match command {
                        "plot" => "--out x.png",
                        "sample" => "--count 1 --out x.npy",
                        _ => "--count 1",
                    };
                    let line = format!("seedbed {command} {alias} {options} {rest}");
                    let cli = Cli::try_parse_from(line.split_whitespace());
                    let cli = cli.unwrap_or_else(|error| panic!("{line}: {error}"));
                    if let crate::args::Command::Digest(digest) = cli.command {
                        assert_eq!(digest.distribution.split().0.name(), name, "{line}");
                    }
                }
            }
        }
    }
}
