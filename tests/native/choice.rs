//! The choice of kernels for the second and third software adapter leaves out no function of any kernel.

use std::collections::BTreeSet;

use seedbed::{Engine, Stream, distr::Distribution, draw::Planner, plan::Limits};

use crate::is_chosen;

/// The functions of the kernels of a draw.
fn functions<D: Distribution>(engine: Engine, distribution: &D) -> BTreeSet<String> {
    let stream = Stream::with_engine(engine, 42);
    let planner = Planner::new(&stream, distribution, 1000).expect("a draw");
    let plan = planner.plan(0, 1000, 0, Limits::WEBGPU).expect("a plan");
    let sources = plan.shaders().iter().map(|shader| shader.wgsl());
    let mut names = BTreeSet::new();
    for source in sources {
        for after in source.split("\nfn ").skip(1) {
            let (name, rest) = after.split_once('(').expect("parameters");
            // The same name has other text in kernels of other kinds.
            let body = rest.split("\n}").next().expect("a body");
            names.insert(format!("{name}({body}"));
        }
    }
    names
}

/// Engine, number of the distribution, and functions, of every kernel.
fn kernels() -> Vec<(usize, usize, BTreeSet<String>)> {
    let mut kernels = Vec::new();
    let mut numbers = 0..;
    macro_rules! visit {
        ($name:expr, $distribution:expr) => {
            let (number, distribution) = (numbers.next().expect("a number"), $distribution);
            for (e, &engine) in Engine::ALL.iter().enumerate() {
                kernels.push((e, number, functions(engine, &distribution)));
            }
        };
    }
    for_each_distribution!(visit);
    #[cfg(feature = "half")]
    {
        numbers = 0..;
        for_each_packed_distribution!(visit);
    }
    kernels
}

#[test]
fn every_function_of_every_kernel_is_in_a_chosen_one() {
    let kernels = kernels();
    let made = |choice: &dyn Fn(usize, usize) -> bool| -> BTreeSet<&str> {
        let chosen = kernels.iter().filter(|(e, number, _)| choice(*e, *number));
        chosen
            .flat_map(|(_, _, functions)| functions.iter().map(String::as_str))
            .collect()
    };
    let all = made(&|_, _| true);
    assert!(all.len() > 100, "{}", all.len());
    let left_out = |choice: &dyn Fn(usize, usize) -> bool| -> Vec<&str> {
        all.difference(&made(choice)).copied().collect()
    };
    let is_made = |engine, number| is_chosen(engine, Engine::ALL.len(), number);
    let found = left_out(&is_made);
    assert!(found.is_empty(), "{found:#?}");

    // Without an engine, or the first distributions, something is.
    let without_an_engine = left_out(&|engine, number| is_made(engine, number) && engine != 3);
    assert!(!without_an_engine.is_empty());
    let without_the_first = left_out(&|engine, number| is_made(engine, number) && number >= 40);
    assert!(!without_the_first.is_empty());
}
