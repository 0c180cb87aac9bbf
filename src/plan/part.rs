//! Files of `shaders/`, by name.

/// A file of `shaders/`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub name: &'static str,
    pub text: &'static str,
}

#[cfg(not(target_arch = "wasm32"))]
macro_rules! part {
    ($name:literal) => {
        $crate::plan::part::Part {
            name: $name,
            text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/shaders/", $name)),
        }
    };
}

/// Without comments and indentation, which a page would load for nobody.
#[cfg(target_arch = "wasm32")]
macro_rules! part {
    ($name:literal) => {{
        const WHOLE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/shaders/", $name));
        const LEN: usize = $crate::plan::part::code_of::<0>(WHOLE).1;
        const CODE: [u8; LEN] = $crate::plan::part::code_of::<LEN>(WHOLE).0;
        const TEXT: &str = match core::str::from_utf8(&CODE) {
            Ok(text) => text,
            Err(_) => WHOLE,
        };
        $crate::plan::part::Part {
            name: $name,
            text: TEXT,
        }
    }};
}
pub(crate) use part;

/// The first `N` bytes of a WGSL file without its line comments, indentation and empty lines, and how many
/// bytes there are.
#[cfg(any(test, target_arch = "wasm32"))]
pub(crate) const fn code_of<const N: usize>(whole: &str) -> ([u8; N], usize) {
    let whole = whole.as_bytes();
    let (mut out, mut len) = ([0; N], 0);
    let (mut i, mut at_start) = (0, true);
    while i < whole.len() {
        let byte = whole[i];
        if byte == b'/' && i + 1 < whole.len() && whole[i + 1] == b'/' {
            while i < whole.len() && whole[i] != b'\n' {
                i += 1;
            }
            continue;
        }
        i += 1;
        // Code before a comment keeps its line's end.
        if at_start && (byte == b' ' || byte == b'\n') {
            continue;
        }
        at_start = byte == b'\n';
        if len < N {
            out[len] = byte;
        }
        len += 1;
    }
    (out, len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(whole: &str) -> String {
        let (out, len) = code_of::<4096>(whole);
        String::from_utf8(out[..len].into()).expect("ASCII")
    }

    #[test]
    fn code_is_what_is_no_comment() {
        assert_eq!(
            code("// A.\n\nfn a() {\n    b(); // c\n}\n"),
            "fn a() {\nb(); \n}\n"
        );
        assert_eq!(code("let x = 4 / 2;"), "let x = 4 / 2;");
        assert_eq!(code_of::<0>("  //\n  a").1, 1);
    }

    /// In browsers kernels are what they are elsewhere.
    #[test]
    fn kernels_without_comments_are_the_same_modules() {
        for (name, source) in crate::plan::kernel::kernel_sources() {
            let parsed = |source: &str| {
                let module = naga::front::wgsl::parse_str(source);
                let module = module.unwrap_or_else(|e| panic!("{name}: {e}"));
                format!("{:?} {:?}", module.functions, module.entry_points)
            };
            let (out, len) = code_of::<65_536>(&source);
            let stripped = core::str::from_utf8(&out[..len]).expect("UTF-8");
            let spans = |text: String| -> String {
                // Names and expressions; places in the text differ.
                text.split("Span")
                    .map(|part| part.split_once('}').map_or(part, |(_, rest)| rest))
                    .collect()
            };
            assert_eq!(spans(parsed(stripped)), spans(parsed(&source)), "{name}");
        }
    }
}
