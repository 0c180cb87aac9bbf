//! What the errors are measured against: f64 functions with about 2⁻⁵⁰ relative error, checked
//! against mpmath by `cargo xtask accuracy --reference`.

/// A probability `p` with its complement, both exact or correctly rounded.
#[derive(Clone, Copy)]
pub struct Probability {
    pub p: f64,
    pub complement: f64,
}

impl Probability {
    /// `(m + ½) / 2³²`.
    pub fn of_word(m: u32) -> Self {
        Probability {
            p: (f64::from(m) + 0.5) * 2f64.powi(-32),
            complement: (f64::from(!m) + 0.5) * 2f64.powi(-32),
        }
    }

    /// `(2³²·m + (extra | 1) + ½) / 2⁶⁴` for `m < 2²⁰`, which f64 holds exactly.
    pub fn of_pair(m: u32, extra: u32) -> Self {
        assert!(m < 1 << 20);
        let p = (f64::from(m) * 2f64.powi(32) + f64::from(extra | 1) + 0.5) * 2f64.powi(-64);
        Probability {
            p,
            complement: 1.0 - p,
        }
    }
}

/// The `z` with upper tail probability `p ≤ ½`.
///
/// Wichura, *Algorithm AS 241: The Percentage Points of the Normal Distribution*, Applied
/// Statistics 37 (1988): PPND16.
#[expect(clippy::excessive_precision, reason = "digits as printed")]
pub fn upper_normal_quantile(of: Probability) -> f64 {
    let q = (of.complement - of.p) / 2.0;
    if q <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * ratio(
            r,
            [
                3.387_132_872_796_366_608_0,
                1.331_416_678_917_843_774_5e2,
                1.971_590_950_306_551_442_7e3,
                1.373_169_376_550_946_112_5e4,
                4.592_195_393_154_987_145_7e4,
                6.726_577_092_700_870_085_3e4,
                3.343_057_558_358_812_810_5e4,
                2.509_080_928_730_122_672_7e3,
            ],
            [
                1.0,
                4.231_333_070_160_091_125_2e1,
                6.871_870_074_920_579_083_0e2,
                5.394_196_021_424_751_107_7e3,
                2.121_379_430_158_659_586_7e4,
                3.930_789_580_009_271_061_0e4,
                2.872_908_573_572_194_267_4e4,
                5.226_495_278_852_854_561_0e3,
            ],
        );
    }
    let r = (-of.p.ln()).sqrt();
    if r <= 5.0 {
        return ratio(
            r - 1.6,
            [
                1.423_437_110_749_683_577_34,
                4.630_337_846_156_545_295_90,
                5.769_497_221_460_691_405_50,
                3.647_848_324_763_204_605_04,
                1.270_458_252_452_368_382_58,
                2.417_807_251_774_506_117_70e-1,
                2.272_384_498_926_918_458_33e-2,
                7.745_450_142_783_414_076_40e-4,
            ],
            [
                1.0,
                2.053_191_626_637_758_821_87,
                1.676_384_830_183_803_849_40,
                6.897_673_349_851_000_045_50e-1,
                1.481_039_764_274_800_745_90e-1,
                1.519_866_656_361_645_719_66e-2,
                5.475_938_084_995_344_946_00e-4,
                1.050_750_071_644_416_843_24e-9,
            ],
        );
    }
    ratio(
        r - 5.0,
        [
            6.657_904_643_501_103_777_20,
            5.463_784_911_164_114_369_90,
            1.784_826_539_917_291_335_80,
            2.965_605_718_285_048_912_30e-1,
            2.653_218_952_657_612_309_30e-2,
            1.242_660_947_388_078_438_60e-3,
            2.711_555_568_743_487_578_15e-5,
            2.010_334_399_292_288_132_65e-7,
        ],
        [
            1.0,
            5.998_322_065_558_879_376_90e-1,
            1.369_298_809_227_358_053_10e-1,
            1.487_536_129_085_061_485_25e-2,
            7.868_691_311_456_132_591_00e-4,
            1.846_318_317_510_054_681_80e-5,
            1.421_511_758_316_445_888_70e-7,
            2.044_263_103_389_939_785_64e-15,
        ],
    )
}

fn ratio(x: f64, numerator: [f64; 8], denominator: [f64; 8]) -> f64 {
    let horner = |c: [f64; 8]| c.iter().rev().fold(0.0, |sum, c| sum * x + c);
    horner(numerator) / horner(denominator)
}

/// `−ln p`.
pub fn neg_log(of: Probability) -> f64 {
    if of.p > 0.5 {
        -(-of.complement).ln_1p()
    } else {
        -of.p.ln()
    }
}

/// Spacing of the f32 around `x`, subnormals included.
pub fn ulp(x: f64) -> f64 {
    let exponent = ((x.to_bits() >> 52) & 0x7ff) as i32 - 1023;
    // Powers of two by their bits: this is called for every word.
    let bits = (exponent.max(-126) - 23 + 1023) as u64;
    f64::from_bits(bits << 52)
}

/// Prints points `word extra z e`, the functions' arguments and the bits of their values, for
/// `check_reference.py`: words spread over all octaves of both tails and over the linear scale.
pub fn print_points() {
    const POINTS: u64 = 200_000;
    for i in 0..POINTS {
        let random = super::random(i);
        let word = if i % 2 == 0 {
            random as u32
        } else {
            let near_zero = (random as u32) >> (random >> 58 & 31);
            if random >> 63 == 0 {
                near_zero
            } else {
                !near_zero
            }
        };
        let extra = (super::random(i + POINTS) as u32) >> ((random >> 53) & 31);
        // Words of the tail with their extra word, the others without.
        let at = |m: u32| {
            if m < 1 << 20 {
                Probability::of_pair(m, extra)
            } else {
                Probability::of_word(m)
            }
        };
        let folded = word.min(!word);
        println!(
            "{word} {extra} {:016x} {:016x}",
            upper_normal_quantile(at(folded)).to_bits(),
            neg_log(at(word)).to_bits()
        );
    }
}

#[cfg(test)]
#[expect(clippy::excessive_precision, reason = "20 digits, as computed")]
mod tests {
    use super::*;

    /// mpmath 1.4.1, 40 digits: the root z of `erfc(z / sqrt(2)) / 2 = p`, and `−log(p)`.
    #[test]
    fn anchors() {
        let cases = [
            (
                Probability::of_word(0x7fffffff),
                2.9180993729166226723e-10,
                0.6931471807927759531,
            ),
            (
                Probability::of_word(0x7f000000),
                0.0097916728695214195768,
                0.70099035778630724651,
            ),
            (
                Probability::of_word(0x40000000),
                0.67448974982973843215,
                1.3862943606542293316,
            ),
            (
                Probability::of_word(0x13333333),
                1.4395314704450153116,
                2.5902671645145040373,
            ),
            (
                Probability::of_word(0x05000000),
                2.0635278958629761395,
                3.935739526084997641,
            ),
            (
                Probability::of_word(0x00100000),
                3.4871039765916905764,
                8.3177656898822991967,
            ),
            (
                Probability::of_pair(0xfffff, 0x0),
                3.4871043591600822011,
                8.3177671203941145338,
            ),
            (
                Probability::of_pair(0x1, 0x80000000),
                6.1664295177829158651,
                21.775244669577254876,
            ),
            (
                Probability::of_pair(0x0, 0xffffffff),
                6.2302601380072803656,
                22.180709778034665223,
            ),
            (
                Probability::of_pair(0x0, 0x3039),
                7.9909985067855883244,
                34.94037265264979048,
            ),
            (
                Probability::of_pair(0x0, 0x0),
                9.0359188485719379718,
                43.955954447728335421,
            ),
        ];
        for (of, z, e) in cases {
            assert!((upper_normal_quantile(of) / z - 1.0).abs() < 1e-15);
            assert!((neg_log(of) / e - 1.0).abs() < 1e-15);
        }
    }

    #[test]
    fn spacing_of_f32() {
        for x in [1.0f32, 1.5, 0.75, 3e-39, f32::MIN_POSITIVE, 2.5e38] {
            assert_eq!(ulp(x.into()), f64::from(x.next_up()) - f64::from(x), "{x}");
        }
    }
}
