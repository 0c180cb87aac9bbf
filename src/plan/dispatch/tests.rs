//! The plan of dispatches, and what the kernels are told, against the kernels.

use std::collections::BTreeMap;

use naga::{ArraySize, Expression, Literal, TypeInner};
use proptest::prelude::*;

use super::*;
use crate::{
    engine::Engine,
    plan::{kernel::kernel_sources, layout},
    tables,
};

const TILE: u64 = TILE_WORDS as u64;

/// WebGPU's default limits; lavapipe's and SwiftShader's are no lower.
const WEBGPU: DispatchLimits = DispatchLimits {
    binding_bytes: 128 << 20,
    offset_alignment: 256,
    workgroups_per_dimension: 65_535,
};

/// Limits at which everything spills with little work.
const TINY: DispatchLimits = DispatchLimits {
    binding_bytes: 4 * 3 * TILE,
    offset_alignment: 256,
    workgroups_per_dimension: 2,
};

/// Carries out dispatches as `fill.wgsl` does: each result's place in the buffer, counted in results,
/// and the position of the word of the stream that goes there.
fn carried_out(dispatches: &[Dispatch], packing: Packing) -> BTreeMap<u64, u64> {
    let per_word = packing.per_word() as u64;
    let mut written = BTreeMap::new();
    for dispatch in dispatches {
        let DrawParameters {
            first_tile,
            first_word,
            len_words,
            out_word,
            ..
        } = dispatch.parameters;
        let first_tile = u64::from(first_tile[0]) | u64::from(first_tile[1]) << 32;
        let [x, y] = dispatch.workgroups;
        for tile in 0..u64::from(x) * u64::from(y) {
            for word in tile * TILE..(tile + 1) * TILE {
                let Some(i) = word.checked_sub(first_word.into()) else {
                    continue;
                };
                if i >= len_words.into() {
                    continue;
                }
                let in_binding = u64::from(out_word) + i;
                assert!(in_binding < dispatch.binding_size / 4 * per_word);
                let place = dispatch.binding_offset / 4 * per_word + in_binding;
                let position = (first_tile + tile)
                    .wrapping_mul(TILE)
                    .wrapping_add(word % TILE);
                assert_eq!(
                    written.insert(place, position),
                    None,
                    "{place} is written twice"
                );
            }
        }
    }
    written
}

/// The dispatches of a draw, which are within the limits and write the right words, each once.
fn checked(limits: DispatchLimits, first_word: u64, offset: u64, len_words: u64) -> Vec<Dispatch> {
    checked_packed(limits, first_word, offset, len_words, Packing::Words)
}

fn checked_packed(
    limits: DispatchLimits,
    first_word: u64,
    offset: u64,
    len_words: u64,
    packing: Packing,
) -> Vec<Dispatch> {
    let target = WordRange { offset, len_words };
    let dispatches = plan(limits, first_word, target, packing, [7; 8]);
    let words = len_words.div_ceil(packing.per_word() as u64);
    for dispatch in &dispatches {
        assert_eq!(dispatch.parameters.parameters, [7; 8]);
        assert_eq!(dispatch.binding_offset % limits.offset_alignment, 0);
        assert_eq!(dispatch.binding_size % 4, 0);
        assert!(dispatch.binding_size <= limits.binding_bytes);
        assert!(dispatch.binding_offset + dispatch.binding_size <= offset + 4 * words);
        let [x, y] = dispatch.workgroups;
        assert!(x.max(y) <= limits.workgroups_per_dimension && x.min(y) > 0);
        // Word indices in the kernel do not wrap.
        assert!(u64::from(x) * u64::from(y) * TILE < 1 << 32);
    }
    dispatches
}

fn expected(first_word: u64, offset: u64, len_words: u64, packing: Packing) -> BTreeMap<u64, u64> {
    let first_place = offset / 4 * packing.per_word() as u64;
    (0..len_words)
        .map(|i| (first_place + i, first_word + i))
        .collect()
}

/// Limits at which arrays along with the target, not the target, cut a draw: dispatches bind what they
/// read, within the limits, and word `i` of each array goes with word `i` of the target.
fn checked_along(limits: DispatchLimits, first_word: u64, offset: u64, along: [Option<u64>; 2]) {
    let len_words = 9 * TILE + 5;
    let target = WordRange { offset, len_words };
    let dispatches = plan_along(limits, first_word, target, Packing::Words, [7; 8], along);
    assert_eq!(
        carried_out(&dispatches, Packing::Words),
        expected(first_word, offset, len_words, Packing::Words)
    );
    let mut done = 0;
    for dispatch in &dispatches {
        assert!(dispatch.binding_size <= limits.binding_bytes);
        let len = u64::from(dispatch.parameters.len_words);
        for (bound, along) in dispatch.along.iter().zip(along) {
            let Some(along) = along else {
                assert_eq!(*bound, Along::default());
                continue;
            };
            assert_eq!(bound.binding_offset % limits.offset_alignment, 0);
            let first = bound.binding_offset + 4 * u64::from(bound.word);
            assert_eq!(first, along + 4 * done);
            assert_eq!(bound.binding_size, 4 * (u64::from(bound.word) + len));
            assert!(bound.binding_size <= limits.binding_bytes);
        }
        done += len;
    }
    assert_eq!(done, len_words);
}

#[test]
fn a_draw_of_nothing_dispatches_nothing() {
    let empty = |offset| WordRange {
        offset,
        len_words: 0,
    };
    assert_eq!(plan(WEBGPU, 0, empty(0), Packing::Words, [0; 8]), []);
    assert_eq!(
        plan(TINY, u64::MAX, empty(260), Packing::Halves, [0; 8]),
        []
    );
}

#[test]
fn a_draw_within_the_limits_is_one_dispatch() {
    let words = WEBGPU.binding_bytes / 4;
    let [dispatch] = checked(WEBGPU, 0, 0, words)[..] else {
        panic!("one dispatch")
    };
    assert_eq!(dispatch.workgroups, [8192, 1]);
    assert_eq!(dispatch.binding_size, WEBGPU.binding_bytes);
    let [dispatch] = checked(WEBGPU, TILE - 1, 4, 2)[..] else {
        panic!("one dispatch")
    };
    assert_eq!(dispatch.workgroups, [2, 1]);
    assert_eq!(
        (dispatch.parameters.first_word, dispatch.parameters.out_word),
        (4095, 1)
    );
}

/// More workgroups than one dimension has spill into the second.
#[test]
fn workgroups_spill_into_the_second_dimension() {
    let limits = DispatchLimits {
        binding_bytes: 1 << 31,
        ..WEBGPU
    };
    let [dispatch] = checked(limits, 0, 0, 65_536 * TILE)[..] else {
        panic!("one dispatch")
    };
    assert_eq!(dispatch.workgroups, [65_535, 2]);
}

/// The largest dispatch: 2²⁹ words, of which the kernel's 32-bit indices do not wrap.
#[test]
fn a_huge_draw_is_cut() {
    let limits = DispatchLimits {
        binding_bytes: 1 << 31,
        ..WEBGPU
    };
    let dispatches = checked(limits, 1, 0, 1 << 40);
    let words: u64 = dispatches
        .iter()
        .map(|d| u64::from(d.parameters.len_words))
        .sum();
    assert_eq!(words, 1 << 40);
    assert!(dispatches.iter().all(|d| d.parameters.len_words <= 1 << 29));
}

/// Of halves each dispatch but the last writes whole words, so that no two meet in one, unless there is
/// room for one result alone.
#[test]
fn cuts_of_halves_are_between_words() {
    for first in [0, 1, TILE - 1, 3 * TILE + 17] {
        let dispatches = checked_packed(TINY, first, 12, 41 * TILE + 1, Packing::Halves);
        let (last, others) = dispatches.split_last().expect("dispatches");
        assert!(others.len() > 5);
        assert!(others.iter().all(|d| d.parameters.len_words % 2 == 0));
        assert!(dispatches.iter().all(|d| d.parameters.out_word % 2 == 0));
        assert_eq!(last.parameters.len_words % 2, 1);
    }
    let one = DispatchLimits {
        workgroups_per_dimension: 1,
        ..TINY
    };
    let dispatches = checked_packed(one, TILE - 1, 0, 4, Packing::Halves);
    assert_eq!(dispatches[0].parameters.len_words, 1);
    assert_eq!(dispatches[1].parameters.out_word, 1);
}

#[test]
fn quads_are_stored_where_target_and_blocks_agree() {
    let store = |first_word, offset, len_words, packing| {
        Store::of(first_word, WordRange { offset, len_words }, packing)
    };
    assert_eq!(store(4, 16, 8, Packing::Words), Store::Quads);
    assert_eq!(store(4, 8, 8, Packing::Words), Store::Words);
    assert_eq!(store(4, 8, 8, Packing::Halves), Store::Quads);
    for (first_word, offset, len_words) in [(2, 8, 8), (4, 4, 8), (4, 8, 7)] {
        assert_eq!(
            store(first_word, offset, len_words, Packing::Halves),
            Store::Words
        );
    }
    assert_eq!(store(32, 4, 32, Packing::Bits), Store::Quads);
}

/// All dispatches but the last end with a tile, so that none is made twice.
#[test]
fn cuts_are_at_tiles() {
    let dispatches = checked(TINY, 17, 1028, 40 * TILE);
    let (last, others) = dispatches.split_last().expect("dispatches");
    assert!(others.len() > 10);
    for d in others {
        assert_eq!(
            (d.parameters.first_word + d.parameters.len_words) % TILE as u32,
            0
        );
    }
    assert_ne!(
        (last.parameters.first_word + last.parameters.len_words) % TILE as u32,
        0
    );
}

#[test]
fn the_last_word_of_the_stream_is_drawn() {
    // 2⁶⁴ − 3 is no multiple of anything.
    let first = u64::MAX - 2;
    assert_eq!(
        carried_out(&checked(TINY, first, 8, 3), Packing::Words),
        expected(first, 8, 3, Packing::Words)
    );
    let first = u64::MAX - 20_000;
    assert_eq!(
        carried_out(&checked(TINY, first, 0, 20_001), Packing::Words),
        expected(first, 0, 20_001, Packing::Words)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_word_is_written_once(
        base in prop_oneof![Just(0), Just((1_u64 << 44) - 2 * TILE), Just(u64::MAX - 20 * TILE)],
        first in 0..2 * TILE,
        offset_words in 0..3000_u64,
        len_words in 0..16 * TILE,
        binding_words in 70..3 * TILE,
        alignment in prop_oneof![Just(4_u64), Just(32), Just(256)],
        workgroups_per_dimension in 1..5_u32,
        packing in prop_oneof![Just(Packing::Words), Just(Packing::Halves), Just(Packing::Bits)],
    ) {
        let limits = DispatchLimits {
            binding_bytes: 4 * binding_words,
            offset_alignment: alignment,
            workgroups_per_dimension,
        };
        // Masks own 32 words each.
        let sample_words = if packing == Packing::Bits { 32 } else { 1 };
        let first = (base + first) / sample_words * sample_words;
        let len_words = len_words / sample_words * sample_words;
        let offset = 4 * offset_words;
        let dispatches = checked_packed(limits, first, offset, len_words, packing);
        let expected = expected(first, offset, len_words, packing);
        prop_assert_eq!(carried_out(&dispatches, packing), expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arrays_are_read_along_with_the_target(
        first in 0..2 * TILE,
        offset_words in 0..3000_u64,
        along_words in (0..3000_u64, 0..3000_u64),
        which in 0..4,
        binding_words in 70..3 * TILE,
        alignment in prop_oneof![Just(4_u64), Just(32), Just(256)],
    ) {
        let limits = DispatchLimits {
            binding_bytes: 4 * binding_words,
            offset_alignment: alignment,
            workgroups_per_dimension: 3,
        };
        let (a, b) = along_words;
        let along = [(which & 1 != 0).then_some(4 * a), (which & 2 != 0).then_some(4 * b)];
        checked_along(limits, first, 4 * offset_words, along);
    }
}

/// The modules of the kernels that draw from streams.
fn modules() -> impl Iterator<Item = (String, naga::Module)> {
    let of_points = |name: &str| name.contains(".sobol") || name.contains(".halton");
    let sources = kernel_sources().into_iter();
    let of_streams = sources.filter(move |(name, _)| !of_points(name));
    of_streams.map(|(name, source)| {
        let module = naga::front::wgsl::parse_str(&source).expect("a valid kernel");
        (name, module)
    })
}

#[test]
fn draw_parameters_have_the_kernels_layout() {
    let fields = layout::fields!(DrawParameters:
        first_tile, first_word, len_words, parameters, out_word);
    for (kernel, module) in modules() {
        let (found, size) = layout::members(&module, "draw");
        assert_eq!(found, fields, "{kernel}");
        assert_eq!(size, size_of::<DrawParameters>(), "{kernel}");
    }
}

#[test]
fn the_table_has_the_kernels_length_and_offsets() {
    for (kernel, module) in modules() {
        let TypeInner::Array {
            size: ArraySize::Constant(len),
            stride,
            ..
        } = *layout::type_of(&module, "table")
        else {
            panic!("{kernel}");
        };
        assert_eq!(len.get() as usize, tables::LEN, "{kernel}");
        assert_eq!(stride as usize, size_of_val(&tables::PIECES[0]), "{kernel}");
        let constant = |name: &str| {
            let (_, constant) = module
                .constants
                .iter()
                .find(|(_, constant)| constant.name.as_deref() == Some(name))
                .unwrap_or_else(|| panic!("{kernel} has no {name}"));
            match module.global_expressions[constant.init] {
                Expression::Literal(Literal::U32(value)) => value,
                ref other => panic!("{kernel}: {name} is {other:?}"),
            }
        };
        assert_eq!(constant("NORMAL"), tables::NORMAL, "{kernel}");
        assert_eq!(constant("LOG"), tables::LOG, "{kernel}");
        assert_eq!(constant("NORMAL_TAIL"), tables::NORMAL_TAIL, "{kernel}");
        assert_eq!(constant("TILE_WORDS") as usize, TILE_WORDS, "{kernel}");
        // seedbed.<shape>.<engine>, and variants of it
        let engine: Engine = kernel.split('.').nth(2).expect("a name").parse().unwrap();
        assert_eq!(
            constant("BLOCK_WORDS") as usize,
            engine.block_words(),
            "{kernel}"
        );
    }
}

/// Where `shaders/distr` and `shaders/kernel` read each parameter.
#[test]
fn parameters_are_where_the_kernels_read_them() {
    use crate::distr::*;
    fn of(distribution: &impl Distribution) -> [u32; 8] {
        parameters(distribution.transform())
    }
    assert_eq!(of(&Bits32), [0; 8]);
    assert_eq!(of(&Standard64), [0; 8]);
    // .x: the lowest bit; .y: what is added.
    assert_eq!(of(&Open01)[..2], [1, 0]);
    assert_eq!(of(&OpenClosed01)[..2], [0, 1]);
    // .x: low; .y: the size of the range; .z: 2³² mod size.
    assert_eq!(
        of(&Integers::new(-3_i32, 7).unwrap())[..3],
        [3_u32.wrapping_neg(), 10, 6]
    );
    // .xy: low; .zw: the size; then 2⁶⁴ mod size.
    let wide = Integers::new(1_u64, (3 << 32) + 6).unwrap();
    let [size, rest] = [(3_u64 << 32) + 5, ((1_u128 << 64) % ((3 << 32) + 5)) as u64];
    let halves = |x: u64| [x as u32, (x >> 32) as u32];
    assert_eq!(of(&wide)[..2], [1, 0]);
    assert_eq!(of(&wide)[2..4], halves(size));
    assert_eq!(of(&wide)[4..6], halves(rest));
    // .x, .y: the high and the low half of p · 2⁶⁴; .z: whether p is 1.
    let p = 0.25 + 2_f64.powi(-40);
    assert_eq!(of(&Bernoulli::new(p).unwrap())[..3], [1 << 30, 1 << 24, 0]);
    assert_eq!(of(&Bernoulli::new(1.0).unwrap())[2], 1);
    // scale, its exponent, mean, its exponent, its sign.
    let affine = [0xa000_0000, 130, 0x6000_0000, 128, 0x8000_0000, 0, 0, 0];
    assert_eq!(of(&Normal::new(-3.0, 10.0).unwrap()), affine);
    assert_eq!(of(&Exponential::new(10.0).unwrap())[..2], affine[..2]);
    // The largest result, in the order of `float_order`.
    let last = 0x8000_0000 | 2_f32.next_down().to_bits();
    assert_eq!(of(&Uniform::new(-1.0, 2.0).unwrap())[5], last);
    assert_eq!(
        of(&BernoulliMask::new(p).unwrap()),
        of(&Bernoulli::new(p).unwrap())
    );
    #[cfg(feature = "half")]
    {
        assert_eq!(of(&NormalBf16::new(-3.0, 10.0).unwrap()), affine);
        assert_eq!(of(&NormalF16::STANDARD), [0; 8]);
        // −1 and the largest f16 below 2, in the order of `float_order`.
        let ends = [0x43ff_ffff, 0xbfff_0000];
        assert_eq!(of(&UniformF16::new(-1.0, 2.0).unwrap())[5..7], ends);
    }
}

#[test]
fn slots_are_the_parameters_in_order() {
    let dispatches = checked(TINY, 5, 0, 9 * TILE);
    for dispatch in dispatches {
        let words: &[u32] = bytemuck::cast_slice(bytemuck::bytes_of(&dispatch.parameters));
        assert_eq!(words[3], dispatch.parameters.len_words);
        assert_eq!(words[4..12], [7; 8]);
    }
}
