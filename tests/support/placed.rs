//! Families of the catalogue by the parameters of their standard forms, as the vectors have them.

use seedbed::catalogue::{
    CatalogueError, Drawable, Entry, Erased, Parameter, Presence, Value, by_name,
};

/// A family at a location, with a scale.
pub struct Placed {
    pub distribution: Erased<f32>,
    pub loc: f64,
    pub scale: f64,
}

/// What a parameter does to the standard form.
enum Role {
    Loc,
    Scale,
    Shape,
}

/// A parameter of the names of locations and scales is one where it has a default.
fn role(parameter: &Parameter) -> Role {
    match (parameter.name, parameter.presence) {
        ("loc" | "mean" | "mu", Presence::Default(_)) => Role::Loc,
        ("scale" | "std", Presence::Default(_)) => Role::Scale,
        _ => Role::Shape,
    }
}

/// The family with these shapes. Where it has a location or a scale it is moved there; elsewhere these are 0 and 1.
pub fn placed(
    name: &str,
    shapes: &[f64],
    (loc, scale): (f32, f64),
) -> Result<Placed, CatalogueError> {
    let entry = by_name(name)?;
    // Families of an interval, and one that has its own unit, are moved by parameters that are shapes, too.
    let mut place = match (name, shapes) {
        ("pert" | "triangular", &[left, _, right, ..]) => {
            let [left, right] = [left, right].map(|end| f64::from(end as f32));
            (left, right - left)
        }
        ("inverse_gaussian", &[mean, _]) => (0.0, mean),
        _ => (0.0, 1.0),
    };
    let mut shapes = shapes.iter();
    let mut arguments: Vec<(&str, Value<'_>)> = Vec::new();
    for parameter in entry.parameters {
        let value = match role(parameter) {
            Role::Loc => {
                place.0 = loc.into();
                place.0
            }
            Role::Scale => {
                place.1 = scale;
                scale
            }
            Role::Shape => *shapes.next().expect("a value for each shape"),
        };
        arguments.push((parameter.name, value.into()));
    }
    at(entry, &arguments, place)
}

/// The family with these arguments, of which the caller knows where they move it.
pub fn at(
    entry: &Entry,
    arguments: &[(&str, Value<'_>)],
    (loc, scale): (f64, f64),
) -> Result<Placed, CatalogueError> {
    match entry.build(entry.dtypes[0], arguments)? {
        Drawable::F32(distribution) => Ok(Placed {
            distribution,
            loc,
            scale,
        }),
        other => panic!("{} has other samples: {other:?}", entry.name),
    }
}
