//! Libraries for kernels of users, with a distribution of every shape.

use seedbed::{
    Engine,
    distr::*,
    wgsl::{Family, Library},
};

/// Names and sources. The last step of their functions, which gives bits the type `f32`, is left out.
pub fn sources() -> Vec<(String, String)> {
    let mut sources = Vec::new();
    for engine in Engine::ALL {
        let forms = [
            ("raw", Library::new(engine)),
            ("coordinates", Library::new(engine).by_coordinates()),
            ("position", Library::new(engine).by_position()),
            ("both", Library::new(engine).by_coordinates().by_position()),
            ("int64", Library::new(engine).by_coordinates().with_int64()),
        ];
        for (form, library) in forms {
            let library = match form {
                "raw" => library,
                _ => every_shape(library).expect("names and parameters"),
            };
            let kernel = "@compute @workgroup_size(1) fn fill() {}";
            let source = library.source() + kernel;
            let (integers, floats) = without_last_steps(&source);
            let wanted = if form == "raw" { 0 } else { FLOAT_FUNCTIONS };
            assert_eq!(floats, wanted, "{engine} {form}");
            sources.push((format!("library.{engine}.{form}"), integers));
        }
    }
    sources
}

/// Of the draws below: one by one and by four, 8 to `f32` and 5 whose parameters are.
const FLOAT_FUNCTIONS: usize = 2 * (8 + 5);

/// With `u32` for `f32` in the functions that do no more than give bits another type, and how many.
fn without_last_steps(source: &str) -> (String, usize) {
    let mut lines: Vec<String> = source.lines().map(String::from).collect();
    let mut changed = 0;
    for i in 2..lines.len() {
        let [head, body, end] = [&lines[i - 2], &lines[i - 1], &lines[i]];
        let only_casts =
            body.starts_with("    return bitcast<") && body.contains("_bits") && end == "}";
        if head.starts_with("fn seedbed_") && only_casts && (head.clone() + body).contains("f32") {
            for line in &mut lines[i - 2..i] {
                *line = line.replace("f32", "u32");
            }
            changed += 1;
        }
    }
    (lines.join("\n"), changed)
}

fn every_shape(library: Library) -> Result<Library, Box<dyn std::error::Error>> {
    Ok(library
        .draw("word", &Bits32)?
        .draw("pair", &Bits64)?
        .draw("unit", &Standard)?
        .draw("unit64", &Standard64)?
        .draw("angle", &Uniform::new(-3.0, 3.0)?)?
        .draw("die", &Integers::new(1_u32, 7)?)?
        .draw("shift", &Integers::new(-5_i32, 6)?)?
        .draw("far", &Integers::new(-5_i64, 1 << 40)?)?
        .draw("coin", &Bernoulli::new(0.3)?)?
        .draw("z", &Normal::STANDARD)?
        .draw("height", &Normal::new(170.0, 8.0)?)?
        .draw("tiny", &Normal::new(0.0, 1e-40)?)?
        .draw("wait", &Exponential::new(2.5)?)?
        .draw("gamma", &Gamma::new(2.5, 1.0)?)?
        .draw("beta", &Beta::new(2.0, 3.0)?)?
        .draw("poisson", &Poisson::new(3.5)?)?
        .draw("binomial", &Binomial::new(10, 0.3)?)?
        .draw("sign", &Rademacher::new())?
        .draw("wide", &Normal64::new(1.0, 2.0)?)?
        .draw("wide_z", &Normal64::STANDARD)?
        .draw("wide_wait", &Exponential64::new(2.5)?)?
        .draw("wide_angle", &Uniform64::new(-3.0, 3.0)?)?
        .draw_with_parameters("any_normal", Family::Normal)?
        .draw_with_parameters("any_uniform", Family::Uniform)?
        .draw_with_parameters("any_exponential", Family::Exponential)?
        .draw_with_parameters("any_laplace", Family::Laplace)?
        .draw_with_parameters("any_bernoulli", Family::Bernoulli)?)
}
