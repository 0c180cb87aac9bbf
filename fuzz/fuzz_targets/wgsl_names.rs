//! Names of functions in libraries for kernels: a library that took them is valid WGSL.

#![no_main]

use libfuzzer_sys::fuzz_target;
use seedbed::{
    distr::{Bits32, Standard},
    wgsl::{Family, Library},
};

fuzz_target!(|names: (&str, &str, &str)| {
    let library = Library::default().by_coordinates().by_position();
    let Ok(library) = library.draw(names.0, &Standard) else {
        return;
    };
    let Ok(library) = library.draw(names.1, &Bits32) else {
        return;
    };
    let Ok(library) = library.draw_with_parameters(names.2, Family::Normal) else {
        return;
    };
    let source = library.source();
    if let Err(error) = naga::front::wgsl::parse_str(&source) {
        panic!("{names:?}: {error}");
    }
});
