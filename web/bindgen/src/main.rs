//! JavaScript and types for a WebAssembly module, as the command `wasm-bindgen --target web` makes them:
//! `seedbed-bindgen MODULE.wasm FOLDER NAME`. The command itself has a web server and more to compile.

use std::env;

use anyhow::{Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [module, folder, name] = &arguments[..] else {
        bail!("usage: seedbed-bindgen MODULE.wasm FOLDER NAME");
    };
    Bindgen::new()
        .input_path(module)
        .web(true)?
        .out_name(name)
        .omit_default_module_path(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .typescript(true)
        .generate(folder)
}
