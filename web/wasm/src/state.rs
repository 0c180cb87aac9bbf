//! A stream as one line of text, to go on from another time: `threefry4x32_20:42/1@500000+3`.

use seedbed::{Engine, SeedSequence, Stream};

use crate::error::WebError;

/// Engine, seed and position; behind a `+` how many children were spawned, where some were.
pub fn text(stream: &Stream) -> String {
    let (engine, seed) = (stream.engine().name(), stream.seed());
    let children = match seed.n_children_spawned() {
        0 => String::new(),
        n => format!("+{n}"),
    };
    format!("{engine}:{seed}@{}{children}", stream.position())
}

/// The stream of such a text.
pub fn parsed(text: &str) -> Result<Stream, WebError> {
    let other = || {
        WebError::Argument(format!(
            "the state `{text}` is none: it is an engine, a seed and a position, as in \
             `threefry4x32_20:42/1@500000`, and `+3` behind them where 3 children were spawned"
        ))
    };
    let (engine, rest) = text.split_once(':').ok_or_else(other)?;
    let (seed, place) = rest.rsplit_once('@').ok_or_else(other)?;
    let (position, children) = place.split_once('+').unwrap_or((place, "0"));
    let engine: Engine = engine.parse().map_err(WebError::argument)?;
    let seed: SeedSequence = seed.parse().map_err(WebError::argument)?;
    let seed = seed.with_n_children_spawned(decimal(children).ok_or_else(other)?);
    let mut stream = Stream::with_engine(engine, seed);
    stream.seek(decimal::<u128>(position).ok_or_else(other)?)?;
    Ok(stream)
}

/// Digits alone: no sign.
fn decimal<T: std::str::FromStr>(digits: &str) -> Option<T> {
    let is_decimal = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_decimal.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_come_back() {
        for state in [
            "threefry4x32_20:42/1@500000+3",
            "chacha8:0@0",
            "philox4x32_10:340282366920938463463374607431768211456/7/0@18446744073709551616",
            "chacha20:[1, 2, 3, 4, 0]/5@1+4294967295",
        ] {
            assert_eq!(text(&parsed(state).unwrap()), state);
        }
    }

    #[test]
    fn other_text_is_an_error() {
        for state in [
            "",
            "42",
            "chacha8:42",
            "42@7",
            "chacha9:42@7",
            "chacha8:x@7",
            "chacha8:42@",
            "chacha8:42@+7",
            "chacha8:42@-7",
            "chacha8:42@7+",
            "chacha8:42@7+-1",
            "chacha8:42@7+4294967296",
            "chacha8:42@18446744073709551617",
        ] {
            assert!(parsed(state).is_err(), "{state}");
        }
    }
}
