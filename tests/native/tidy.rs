//! Rules of this repository that no compiler keeps: twins, headings, leftovers.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Functions of WGSL that their Rust twins do without.
const ONLY_IN_WGSL: [(&str, &str); 8] = [
    ("shift_left", "an operator of Rust's u64"),
    ("shift_right", "an operator of Rust's u64"),
    ("leading_zeros", "a method of Rust's u64"),
    ("negate", "an operator of Rust's u64"),
    ("is_above", "an operator of Rust's u64"),
    ("rotate_left", "a method of Rust's u32"),
    (
        "rotate_left_4",
        "rotates one row of the state; Rust has no vectors",
    ),
    (
        "mul_high_24_20",
        "spares WGSL products; Rust has 64-bit ones, and mul_high",
    ),
];

/// Free functions of Rust that their WGSL twins do without.
const ONLY_IN_RUST: [(&str, &str); 7] = [
    ("take_apart", "parameters are taken apart by the host"),
    ("split", "parameters are taken apart by the host"),
    (
        "chacha8",
        "shaders/kernel/engine_chacha8.wgsl tells the number of rounds",
    ),
    (
        "chacha12",
        "shaders/kernel/engine_chacha12.wgsl tells the number of rounds",
    ),
    (
        "chacha20",
        "shaders/kernel/engine_chacha20.wgsl tells the number of rounds",
    ),
    ("chacha_start", "the rows are vectors in WGSL"),
    ("quarter_round", "the rows are vectors in WGSL"),
];

/// Functions of both, with other parameters.
const OTHER_PARAMETERS: [(&str, &str); 1] = [(
    "chacha",
    "a key in two vectors, and a number of rounds that Rust knows when it compiles",
)];

/// Rust files without a twin, in the folders of twins.
const WITHOUT_A_TWIN: [(&str, &str); 38] = [
    ("src/exact/mod.rs", "the table of the folder"),
    ("src/engine/mod.rs", "the table of the folder"),
    ("src/distr/mod.rs", "the table of the folder"),
    ("src/distr/transform.rs", "shaders/kernel: each_*, finish_*"),
    ("src/distr/bits.rs", "shaders/kernel/each_raw.wgsl"),
    ("src/distr/range.rs", "checks of the host"),
    (
        "src/distr/bernoulli_mask.rs",
        "shaders/kernel/store_bits.wgsl",
    ),
    ("src/distr/float16.rs", "shaders/kernel/finish_*"),
    ("src/distr/normal16.rs", "shaders/distr/normal.wgsl"),
    ("src/distr/packing.rs", "shaders/kernel/store_*"),
    ("src/distr/continuous/", "tables for distr/quantile.rs"),
    ("src/distr/discrete/", "tables for distr/threshold.rs"),
    (
        "src/distr/elementwise/",
        "the host's; shaders/kernel/element.wgsl, finish_element.wgsl",
    ),
    ("src/permutation/fill.rs", "the CPU's loop"),
    ("src/permutation/iter.rs", "the host's"),
    (
        "src/permutation/listed.rs",
        "made by the host; shaders/kernel/permutation.wgsl reads it",
    ),
    ("src/permutation/minibatches.rs", "the host's"),
    ("src/permutation/mod.rs", "the table of the folder"),
    ("src/permutation/order_words.rs", "what the host uploads"),
    ("src/permutation/sample.rs", "the host's"),
    (
        "src/permutation/shuffle.rs",
        "the CPU's; shaders/kernel/gather.wgsl",
    ),
    ("src/permutation/split.rs", "the host's"),
    ("src/permutation/tests.rs", "unit tests"),
    ("src/permutation/weighted.rs", "the host's"),
    ("src/qmc/mod.rs", "the table of the folder"),
    (
        "src/qmc/fill.rs",
        "the loop over points; shaders/kernel/points.wgsl",
    ),
    ("src/qmc/halton.rs", "shaders/kernel/points_halton.wgsl"),
    ("src/qmc/joe_kuo.rs", "the host makes direction numbers"),
    ("src/qmc/latin.rs", "shaders/kernel/points_latin.wgsl"),
    ("src/qmc/on_gpu.rs", "what the host uploads"),
    ("src/qmc/place.rs", "the host's"),
    ("src/qmc/randomization.rs", "the host makes keys"),
    ("src/qmc/sobol.rs", "shaders/kernel/points_sobol.wgsl"),
    ("src/distr/vector/cholesky.rs", "on the host alone"),
    (
        "src/distr/vector/dirichlet.rs",
        "tables; shaders/kernel/vectors_shares.wgsl, vectors_dirichlet.wgsl",
    ),
    ("src/distr/vector/mod.rs", "the table of the folder"),
    (
        "src/distr/vector/multivariate_normal.rs",
        "shaders/kernel/vectors_multivariate_normal.wgsl",
    ),
    ("src/distr/vector/rows.rs", "the host's"),
];

const FOLDERS_OF_TWINS: [&str; 5] = ["exact", "engine", "distr", "permutation", "qmc"];

fn listed(list: &[(&str, &str)], name: &str) -> bool {
    list.iter().any(|(listed, _)| *listed == name)
}

/// Up to the last slash, which stays.
fn folder_of(file: &str) -> &str {
    &file[..file.rfind('/').map_or(0, |slash| slash + 1)]
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Files below a folder whose names end so, as paths from the root with `/`, in order.
fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let path: PathBuf = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let path = path
                    .strip_prefix(root())
                    .expect("below the root")
                    .display()
                    .to_string();
                found.push(path.replace('\\', "/"));
            }
        }
    }
    found.retain(|path| path.ends_with(ending));
    found.sort_unstable();
    found
}

/// Source without comments, and without unit tests.
fn code(source: &str) -> String {
    let source = source
        .split("#[cfg(test)]\nmod ")
        .next()
        .unwrap_or_default();
    let code = source
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    code.collect::<Vec<_>>().join("\n")
}

/// Functions with the names of their parameters, and whether they are free.
fn functions(code: &str) -> BTreeMap<String, (Vec<String>, bool)> {
    let mut functions = BTreeMap::new();
    let mut start = 0;
    while let Some(at) = code[start..].find("fn ").map(|i| start + i) {
        start = at + 3;
        let line = code[..at].rfind('\n').map_or(0, |i| i + 1);
        let is_word_start = !code[..at].ends_with(|c: char| c.is_alphanumeric());
        let Some(name_end) = code[start..].find(['(', '<']).map(|i| start + i) else {
            break;
        };
        let Some(open) = code[name_end..].find('(').map(|i| name_end + i + 1) else {
            break;
        };
        let Some(close) = code[open..].find(')').map(|i| open + i) else {
            break;
        };
        let parameters = code[open..close]
            .split(',')
            .filter_map(|parameter| Some(parameter.split_once(':')?.0.trim().to_owned()))
            .collect();
        let is_free = !code[line..].starts_with(' ');
        if is_word_start {
            functions.insert(code[start..name_end].to_owned(), (parameters, is_free));
        }
    }
    functions
}

/// The numbers of each constant; those of `NAME_0`, `NAME_1` … are the numbers of `NAME`.
fn constants(code: &str) -> BTreeMap<String, Vec<u64>> {
    let mut constants = BTreeMap::<String, Vec<u64>>::new();
    for text in code.split("const ").skip(1) {
        let Some((declaration, value)) = text.split_once('=') else {
            continue;
        };
        let Some((name, _)) = declaration.split_once(": ") else {
            continue;
        };
        let name = name
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .trim_end_matches('_');
        // M0 is a name of its own.
        let name = if declaration.starts_with(&format!("{name}_")) {
            name
        } else {
            declaration.split(':').next().unwrap_or_default()
        };
        let end = value.find(";\n").unwrap_or(value.len());
        let numbers = value[..end]
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .filter(|token| token.starts_with(|c: char| c.is_ascii_digit()))
            .map(|token| {
                let digits = token.replace('_', "");
                let digits = digits.trim_end_matches('u');
                match digits.strip_prefix("0x") {
                    Some(hexadecimal) => u64::from_str_radix(hexadecimal, 16),
                    None => digits.parse(),
                }
                .unwrap_or_else(|error| panic!("{token}: {error}"))
            });
        constants
            .entry(name.to_owned())
            .or_default()
            .extend(numbers);
    }
    constants
}

/// The twin that the first lines of a shader name.
fn twin(shader: &str, source: &str) -> String {
    let named = source
        .lines()
        .take_while(|line| line.starts_with("//"))
        .flat_map(|line| line.split([' ', ',']))
        .map(|word| word.trim_end_matches('.'))
        .find(|word| word.starts_with("src/") && word.ends_with(".rs"));
    let named = named.unwrap_or_else(|| panic!("{shader} names no twin in its first lines"));
    assert_eq!(
        Path::new(named).parent().and_then(Path::file_name),
        Path::new(shader).parent().and_then(Path::file_name),
        "{shader} has its twin in another folder"
    );
    named.to_owned()
}

/// Shaders by the Rust file that is their twin.
fn twins() -> BTreeMap<String, Vec<String>> {
    let mut twins = BTreeMap::<String, Vec<String>>::new();
    for folder in FOLDERS_OF_TWINS {
        for shader in files(&format!("shaders/{folder}"), ".wgsl") {
            twins
                .entry(twin(&shader, &read(&shader)))
                .or_default()
                .push(shader);
        }
    }
    twins
}

#[test]
fn every_file_has_its_twin() {
    let twins = twins();
    for folder in FOLDERS_OF_TWINS {
        for file in files(&format!("src/{folder}"), ".rs") {
            let has_twin = twins.contains_key(&file);
            assert_ne!(
                has_twin,
                listed(&WITHOUT_A_TWIN, &file) || listed(&WITHOUT_A_TWIN, folder_of(&file)),
                "{file}: {:?}",
                twins.get(&file)
            );
        }
    }
    assert!(twins.len() > 10);
}

#[test]
fn twins_have_the_same_functions_and_parameters() {
    let mut compared = 0;
    for (rust, shaders) in twins() {
        let in_rust = functions(&code(&read(&rust)));
        let mut in_wgsl = BTreeMap::new();
        for shader in &shaders {
            in_wgsl.extend(functions(&code(&read(shader))));
        }
        for (name, (parameters, _)) in &in_wgsl {
            let Some((in_rust, is_free)) = in_rust.get(name) else {
                assert!(
                    listed(&ONLY_IN_WGSL, name),
                    "{rust} lacks fn {name} of {shaders:?}"
                );
                continue;
            };
            if !is_free || listed(&OTHER_PARAMETERS, name) {
                continue;
            }
            // Parameters cannot be shadowed in WGSL, so that `low` may be `low_word`, `x` `x0`.
            let same = parameters
                .iter()
                .zip(in_rust)
                .all(|(w, r)| w.starts_with(r.as_str()));
            assert!(
                same && parameters.len() == in_rust.len(),
                "fn {name}: {parameters:?} in {shaders:?}, {in_rust:?} in {rust}"
            );
            compared += 1;
        }
        for (name, (_, is_free)) in &in_rust {
            let has_twin = in_wgsl.contains_key(name) || listed(&ONLY_IN_RUST, name);
            assert!(has_twin || !is_free, "{shaders:?} lack fn {name} of {rust}");
        }
    }
    assert!(compared > 40, "{compared}");
}

#[test]
fn twins_have_the_same_constants() {
    let mut compared = 0;
    for (rust, shaders) in twins() {
        let in_rust = constants(&code(&read(&rust)));
        for shader in shaders {
            for (name, numbers) in constants(&code(&read(&shader))) {
                assert_eq!(
                    Some(&numbers),
                    in_rust.get(&name),
                    "const {name} of {shader}, {rust}"
                );
                compared += 1;
            }
        }
    }
    assert!(compared >= 10, "{compared}");
}

/// What the functions above see.
#[test]
fn orphans_would_be_found() {
    let rust = "\
pub(crate) fn a<const N: usize>(x: u32, y: [u32; 2]) -> u32 { x }
impl T {
    fn body(self, x: u32) -> u32 { x }
}
const M0: u32 = 0x1_0;
const R: [[u32; 2]; 2] = [
    [1, 2],
    [3, 4],
];
// fn commented() {}
#[cfg(test)]
mod tests { fn hidden() {} }
";
    let found = functions(&code(rust));
    let names: Vec<_> = found
        .iter()
        .map(|(name, (_, free))| (name.as_str(), *free))
        .collect();
    assert_eq!(names, [("a", true), ("body", false)]);
    assert_eq!(found["a"].0, ["x", "y"]);
    let wgsl = "const M0: u32 = 16u;\nconst R_0: vec2<u32> = vec2<u32>(1u, 2u);\n\
                const R_1: vec2<u32> = vec2<u32>(3u, 4u);\nfn a(x: u32, y: vec2<u32>) -> u32 {}\n";
    assert_eq!(constants(&code(rust)), constants(wgsl));
    assert_eq!(constants(wgsl)["R"], [1, 2, 3, 4]);
    assert_eq!(functions(wgsl)["a"].0, found["a"].0);
}

#[test]
fn every_shader_is_in_a_kernel() {
    let kernels = seedbed::gpu::kernel_sources();
    // Libraries have other names for what is in their files: there the name of the file tells.
    let libraries = read("src/wgsl/source.rs") + &read("src/wgsl/draw.rs");
    for shader in files("shaders", ".wgsl") {
        let source = read(&shader);
        let in_libraries = shader.strip_prefix("shaders/").is_some_and(|name| {
            name.starts_with("library/") && libraries.contains(&format!("part!(\"{name}\")"))
        });
        let is_used = in_libraries || kernels.iter().any(|(_, kernel)| kernel.contains(&source));
        assert!(is_used, "{shader}");
    }
}

/// Rust and WGSL of the whole repository.
fn sources() -> Vec<String> {
    ["src", "tests", "examples", "benches", "cli", "xtask"]
        .into_iter()
        .flat_map(|folder| files(folder, ".rs"))
        .chain(files("shaders", ".wgsl"))
        .filter(|path| !path.contains("/target/"))
        .collect()
}

/// Whether a comment looks like a statement that was put out of use.
fn is_commented_out(line: &str) -> bool {
    let Some(comment) = line.trim().strip_prefix("//") else {
        return false;
    };
    let text = comment.trim();
    let is_doc = comment.starts_with(['/', '!']);
    let starts = [
        "let ", "if ", "for ", "fn ", "use ", "return ", "pub ", "assert", "var ", "}",
    ];
    let is_statement = text.ends_with(';') && text.contains(['(', '=', '.']);
    !is_doc
        && (is_statement || text.ends_with('{') || text == "}")
        && (text == "}" || starts.iter().any(|s| text.starts_with(s)) || text.contains(" = "))
}

#[test]
fn nothing_is_left_over() {
    assert!(is_commented_out("    // let x = 5;") && is_commented_out("// }"));
    assert!(!is_commented_out("// if p = 1, there is none") && !is_commented_out("/// let x = 5;"));
    // In parts, so that they are not found here.
    let leftovers = [
        concat!("db", "g!("),
        concat!("to", "do!("),
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
    ];
    let mut found = Vec::new();
    for path in sources() {
        for (i, line) in read(&path).lines().enumerate() {
            let is_leftover = leftovers.iter().any(|leftover| line.contains(leftover));
            let is_example = path == "tests/native/tidy.rs" && line.contains("is_commented_out");
            if is_leftover || is_commented_out(line) && !is_example {
                found.push(format!("{path}:{}: {line}", i + 1));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// An attribute that silences a lint says why.
#[test]
fn every_allow_has_a_reason() {
    let mut found = 0;
    for path in sources() {
        let source = read(&path);
        for attribute in ["#[allow(", "#![allow(", "#[expect(", "#![expect("] {
            // This line, too, has the text that is searched.
            for (at, _) in source
                .match_indices(attribute)
                .filter(|_| path != "tests/native/tidy.rs")
            {
                let text = source[at..].split("]\n").next().unwrap_or_default();
                assert!(text.contains("reason = "), "{path}: {text}");
                found += 1;
            }
        }
    }
    assert!(found > 0);
}

/// Captures and validation messages of a program that uses several libraries name ours.
#[test]
fn every_gpu_object_has_a_label_of_ours() {
    for path in files("src/gpu", ".rs") {
        let source = code(&read(&path));
        for (at, _) in source.match_indices("label: ") {
            let label = source[at + 7..].split('\n').next().unwrap_or_default();
            let is_named = !label.starts_with("None") && !label.starts_with("Some(\"");
            assert!(
                is_named || label.starts_with("Some(\"seedbed."),
                "{path}: {label}"
            );
        }
        for descriptor in [
            "BufferDescriptor {",
            "PipelineDescriptor {",
            "EncoderDescriptor {",
        ] {
            for (at, _) in source.match_indices(descriptor) {
                let fields = source[at..].split('}').next().unwrap_or_default();
                assert!(fields.contains("label"), "{path}: {fields}");
            }
        }
    }
}

#[test]
fn every_version_in_the_changelog_lists_values() {
    let changelog = read("CHANGELOG.md");
    let versions: Vec<&str> = changelog.split("\n## ").skip(1).collect();
    assert!(!versions.is_empty());
    for version in versions {
        let name = version.lines().next().unwrap_or_default();
        let (_, values) = version
            .split_once("\n### Values\n")
            .unwrap_or_else(|| panic!("{name}: the heading **Values** is missing"));
        let listed = values.split("\n#").next().unwrap_or_default().trim();
        assert!(
            !listed.is_empty(),
            "{name}: say under **Values** that there are none"
        );
    }
}

#[test]
fn every_distribution_is_specified() {
    let specification = read("docs/streams.md");
    let table = read("src/distr/mod.rs");
    let mut names = Vec::new();
    for item in table.split("\npub use ").skip(1) {
        let (item, _) = item.split_once(';').expect("an end");
        let Some((_, items)) = item.split_once("::") else {
            continue;
        };
        let items = items.split([',', '{', '}']).map(str::trim);
        names.extend(items.filter(|name| !name.is_empty()).map(str::to_owned));
    }
    let is_trait = |name: &str| matches!(name, "Integer" | "Float16" | "VectorDistribution");
    names.retain(|name| !is_trait(name) && !name.ends_with("::") && !name.contains("Error"));
    assert!(names.len() >= 10, "{names:?}");
    for name in names {
        let heading = specification
            .lines()
            .filter(|line| line.starts_with("### "))
            .flat_map(|line| line[4..].split([',', '(', ' ']))
            .any(|word| word == name);
        assert!(heading, "docs/streams.md has no section on {name}");
        let in_table = table.contains(&format!("[`{name}`]"));
        assert!(in_table, "the table in src/distr/mod.rs lacks {name}");
    }
}
