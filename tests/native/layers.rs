//! The modules of `src` in layers: each imports those below it alone.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Of each module at the top of `src`, those that it names.
type Imports = BTreeMap<String, BTreeSet<String>>;

/// The code of a file that is no test and no comment.
fn code(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let is_test = line.trim_start().starts_with("#[cfg(")
            && line.contains("test")
            && !line.contains("not(test)")
            // With a feature beside the test, users compile it too.
            && !line.contains("any(");
        if is_test {
            // The item behind it, to the end of its block.
            let mut depth = 0_i32;
            for item in lines.by_ref() {
                depth += item.matches('{').count() as i32 - item.matches('}').count() as i32;
                let ends = item.trim_end().ends_with([';', '}', ',']);
                if depth <= 0 && ends && !item.trim_start().starts_with("#[") {
                    break;
                }
            }
            continue;
        }
        // A comment starts at slashes that no address of a page has.
        let comment = line
            .match_indices("//")
            .find(|(at, _)| !line[..*at].ends_with(':'));
        code.push_str(&line[..comment.map_or(line.len(), |(at, _)| at)]);
        code.push('\n');
    }
    code
}

/// The first names of paths behind `root`, which is `crate::`, or `super::` where that is the same.
fn names(code: &str, root: &str) -> BTreeSet<String> {
    let name = |text: &str| -> String {
        let is_name = |c: &char| c.is_alphanumeric() || *c == '_';
        text.trim_start().chars().take_while(is_name).collect()
    };
    let mut found = BTreeSet::new();
    for after in code.split(root).skip(1) {
        let Some(list) = after.strip_prefix('{') else {
            found.insert(name(after));
            continue;
        };
        let (mut depth, mut item) = (0, String::new());
        for c in list.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    found.insert(name(&item));
                    item.clear();
                    continue;
                }
                _ => {}
            }
            item.push(c);
        }
        found.insert(name(&item));
    }
    found
}

fn walk(path: &Path, found: &mut BTreeSet<String>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("a folder") {
            walk(&entry.expect("an entry").path(), found);
        }
        return;
    }
    let file = path.file_stem().expect("a name").to_string_lossy();
    if !file.ends_with("tests") && path.extension().is_some_and(|e| e == "rs") {
        let text = fs::read_to_string(path).expect("a file");
        found.extend(names(&code(&text), "crate::"));
    }
}

fn imports() -> Imports {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let lib = code(&fs::read_to_string(src.join("lib.rs")).expect("lib.rs"));
    // What the root has from which module.
    let mut exported = BTreeMap::new();
    for item in lib.split("pub use ").skip(1) {
        let (path, _) = item.split_once(';').expect("a semicolon");
        if let Some((module, names)) = path.split_once("::") {
            for name in names.split([',', '{', '}']) {
                exported.insert(name.trim().to_string(), module.to_string());
            }
        }
    }
    let mut imports = Imports::new();
    for entry in fs::read_dir(&src).expect("src") {
        let path = entry.expect("an entry").path();
        let module = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if !["lib", "guide"].contains(&module.as_str()) {
            let found = imports.entry(module).or_default();
            walk(&path, found);
            // The file at the top of a module has the crate above it.
            for top in [path.clone(), path.join("mod.rs")] {
                if let Ok(text) = fs::read_to_string(top) {
                    found.extend(names(&code(&text), "super::"));
                }
            }
        }
    }
    let modules: BTreeSet<String> = imports.keys().cloned().collect();
    for (module, names) in &mut imports {
        let of = |name: &String| exported.get(name).unwrap_or(name).clone();
        *names = names.iter().map(of).collect();
        names.retain(|name| modules.contains(name) && name != module);
    }
    imports
}

/// A way through modules that each import one that is left, from one of them back to it.
fn cycle(left: &Imports) -> Vec<&String> {
    let mut way: Vec<&String> = left.keys().take(1).collect();
    loop {
        let next = left[way[way.len() - 1]]
            .iter()
            .find(|name| left.contains_key(*name))
            .expect("a module in no layer imports another");
        let seen = way.iter().position(|name| *name == next);
        way.push(next);
        if let Some(start) = seen {
            return way.split_off(start);
        }
    }
}

#[test]
fn modules_lie_in_layers() {
    let mut imports = imports();
    assert!(
        imports.len() > 15 && imports["distr"].contains("exact"),
        "{imports:?}"
    );
    let mut layers: Vec<Vec<String>> = Vec::new();
    while !imports.is_empty() {
        let done = |name: &String| layers.iter().flatten().any(|module| module == name);
        let layer: Vec<String> = imports
            .iter()
            .filter(|(_, names)| names.iter().all(done))
            .map(|(module, _)| module.clone())
            .collect();
        assert!(
            !layer.is_empty(),
            "each of these imports the next: {:?}",
            cycle(&imports)
        );
        imports.retain(|module, _| !layer.contains(module));
        layers.push(layer);
    }
    println!("{layers:#?}");
}

#[test]
fn names_behind_crate_are_found() {
    let text = "use crate::{a::{b, c}, d};\n\
                // crate::e\n\
                crate::f::g(\"https://h\", crate::i);\n\
                #[cfg(any(test, feature = \"std\"))]\n\
                use crate::j;\n\
                #[cfg(test)]\n\
                mod tests {\n    use crate::k;\n}\n";
    let found: Vec<String> = names(&code(text), "crate::").into_iter().collect();
    assert_eq!(found, ["a", "d", "f", "i", "j"]);
}

#[test]
fn a_cycle_is_found() {
    let import = |module: &str, names: &[&str]| {
        let names = names.iter().map(ToString::to_string).collect();
        (module.to_string(), names)
    };
    let left = Imports::from([
        import("a", &["b"]),
        import("b", &["c", "d"]),
        import("d", &["b"]),
    ]);
    assert_eq!(cycle(&left), ["b", "d", "b"]);
}
