//! Parameters that are one list: from the command line, a file, or a record.

use clap::{ArgMatches, Args, Command, FromArgMatches};
use serde::{Deserialize, Serialize};

use super::file::{FromFile, read_list};
use crate::number::Number;

macro_rules! lists {
    ($(
        $(#[$about:meta])*
        $name:ident($options:ident): $list:ident $aliases:tt $value_name:literal, $file:ident;
    )*) => {$(
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            pub $list: Vec<f64>,
        }

        /// The two ways to give it.
        #[derive(Args)]
        #[command(next_help_heading = "Parameters")]
        #[group(required = true, multiple = false)]
        struct $options {
            $(#[$about])*
            #[arg(
                long,
                visible_aliases = $aliases,
                value_name = $value_name,
                value_delimiter = ',',
                allow_hyphen_values = true,
                value_parser = <f64 as Number>::read
            )]
            $list: Vec<f64>,
            /// The same from an .npy array of one dimension, or from a text, between spaces, commas or ends
            /// of lines; up to 2^20, and the record has the numbers themselves
            #[arg(long, value_name = "FILE", value_parser = read_list::<f64>)]
            $file: Option<FromFile<f64>>,
        }

        impl FromArgMatches for $name {
            fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
                let options = $options::from_arg_matches(matches)?;
                let $list = match options.$file {
                    Some(FromFile(numbers)) => numbers,
                    None => options.$list,
                };
                Ok($name { $list })
            }

            fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
                *self = Self::from_arg_matches(matches)?;
                Ok(())
            }
        }

        impl Args for $name {
            fn augment_args(command: Command) -> Command {
                $options::augment_args(command)
            }

            fn augment_args_for_update(command: Command) -> Command {
                $options::augment_args_for_update(command)
            }
        }
    )*};
}

lists! {
    /// Weights, of any sum; finite, 0 or more
    Weights(WeightOptions): weights ["probs"] "W,W", weights_file;

    /// Concentrations: 2 to 65536 of them, each from 0.01 to 1e6
    Concentrations(ConcentrationOptions): alpha ["concentration"] "A,A", alpha_file;
}
