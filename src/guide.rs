//! The guides: the repository's folder `docs/`, word for word.
//!
//! [`streams`] is the specification of every bit.

// The first definition of a link counts: those in front of a file lead to these pages, those at its end to
// the files beside it. Files that are no guide are shown by docs.rs as they are in the package.
#[doc = include_str!("../docs/accuracy.md")]
pub mod accuracy {}
#[doc = include_str!("../docs/distributions.md")]
pub mod distributions {}
#[doc = include_str!("../docs/engines.md")]
pub mod engines {}
#[doc = "[../web/README.md]: https://docs.rs/crate/seedbed/latest/source/docs/in_the_browser.md"]
#[doc = "[in_your_kernel.md]: crate::guide::in_your_kernel"]
#[doc = include_str!("../docs/in_the_browser.md")]
pub mod in_the_browser {}
#[doc = "[streams.md]: crate::guide::streams"]
#[doc = include_str!("../docs/in_your_kernel.md")]
pub mod in_your_kernel {}
#[allow(rustdoc::broken_intra_doc_links, reason = "lists stand in brackets")]
#[doc = "[streams.md]: crate::guide::streams"]
#[doc = "[streams.md#quantile-tables]: crate::guide::streams#quantile-tables"]
#[doc = include_str!("../docs/quantile_tables.md")]
pub mod quantile_tables {}
#[doc = "[streams.md]: crate::guide::streams"]
#[doc = "[../src/qmc/joe_kuo_6.bin]: https://docs.rs/crate/seedbed/latest/source/src/qmc/joe_kuo_6.bin"]
#[doc = "[../src/qmc/joe_kuo_6.LICENSE.txt]: https://docs.rs/crate/seedbed/latest/source/src/qmc/joe_kuo_6.LICENSE.txt"]
#[doc = include_str!("../docs/quasi_random.md")]
pub mod quasi_random {}
#[allow(rustdoc::broken_intra_doc_links, reason = "lists stand in brackets")]
#[doc = "[quantile_tables.md]: crate::guide::quantile_tables"]
#[doc = "[quasi_random.md]: crate::guide::quasi_random"]
#[doc = "[tables]: https://docs.rs/crate/seedbed/latest/source/docs/tables/"]
#[doc = "[tables/normal.csv]: https://docs.rs/crate/seedbed/latest/source/docs/tables/normal.csv"]
#[doc = "[tables/log.csv]: https://docs.rs/crate/seedbed/latest/source/docs/tables/log.csv"]
#[doc = "[tables/normal_tail.csv]: https://docs.rs/crate/seedbed/latest/source/docs/tables/normal_tail.csv"]
#[doc = "[tables/normal64.csv]: https://docs.rs/crate/seedbed/latest/source/docs/tables/normal64.csv"]
#[doc = "[tables/log64.csv]: https://docs.rs/crate/seedbed/latest/source/docs/tables/log64.csv"]
#[doc = "[tables/normal64_tail.csv]: https://docs.rs/crate/seedbed/latest/source/docs/tables/normal64_tail.csv"]
#[doc = include_str!("../docs/streams.md")]
pub mod streams {}
