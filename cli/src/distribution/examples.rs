//! The catalogue's examples, as they are typed.

use seedbed::catalogue::{Value, entries};

/// Name and options of every example, without a type of samples.
pub fn examples() -> impl Iterator<Item = String> {
    entries().flat_map(|entry| {
        entry.examples.iter().map(|example| {
            let options = example.iter().map(|(name, value)| {
                let value = match value {
                    Value::Number(number) => format!("{number:?}"),
                    Value::Integer(integer) => integer.to_string(),
                    Value::List(numbers) => {
                        let numbers: Vec<_> = numbers.iter().map(f64::to_string).collect();
                        numbers.join(",")
                    }
                };
                format!(" --{name} {value}")
            });
            entry.name.to_string() + &options.collect::<String>()
        })
    })
}
