//! Layouts of structs in kernels, to hold ours against.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use naga::{Module, TypeInner};

/// The type of a variable.
pub(crate) fn type_of<'a>(module: &'a Module, variable: &str) -> &'a TypeInner {
    let mut variables = module.global_variables.iter();
    let (_, found) = variables
        .find(|(_, v)| v.name.as_deref() == Some(variable))
        .expect("a variable");
    &module.types[found.ty].inner
}

/// Names and offsets of the members of a variable, and its size.
pub(crate) fn members(module: &Module, variable: &str) -> (Vec<(String, usize)>, usize) {
    let TypeInner::Struct { members, span } = type_of(module, variable) else {
        panic!("{variable} is a struct")
    };
    let members = members.iter().map(|member| {
        let name = member.name.as_deref().expect("a name");
        (name.to_owned(), member.offset as usize)
    });
    (members.collect(), *span as usize)
}

/// Names and offsets of fields of a struct of ours.
macro_rules! fields {
    ($of:ty: $($name:ident),+ $(,)?) => {
        [$((alloc::string::String::from(stringify!($name)), core::mem::offset_of!($of, $name))),+]
    };
}
pub(crate) use fields;
