//! Libraries for kernels of users: names, bindings and errors. Their sources are walked in
//! tests/shaders.

use seedbed::{
    Engine, Stream,
    coordinates::{Coordinates, Sequence},
    distr::*,
    wgsl::{Bindings, Family, Library, WgslError},
};

#[test]
fn every_name_has_the_prefix() {
    let library = Library::default()
        .by_coordinates()
        .by_position()
        .draw("gamma", &Gamma::new(2.5, 1.0).unwrap())
        .and_then(|library| library.draw("loaded_die", &Categorical::new([1.0; 6]).unwrap()))
        .unwrap();
    let source = library.source();
    let module = naga::front::wgsl::parse_str(&source).unwrap();
    let functions = module.functions.iter().map(|(_, f)| f.name.clone());
    let variables = module.global_variables.iter().map(|(_, v)| v.name.clone());
    let constants = module.constants.iter().map(|(_, c)| c.name.clone());
    let types = module.types.iter().map(|(_, t)| t.name.clone());
    let mut names = 0;
    for name in functions
        .chain(variables)
        .chain(constants)
        .chain(types)
        .flatten()
    {
        // naga gives a name of its own to what a builtin returns.
        assert!(name.starts_with("seedbed_"), "{name}");
        names += 1;
    }
    assert!(names > 60, "{names}");
    for function in [
        "seedbed_threefry4x32_20(counter",
        "seedbed_at_2d(id",
        "seedbed_at_3d(id",
        "seedbed_at_position(position",
        "seedbed_gamma(s",
        "seedbed_gamma_4(s",
        "seedbed_gamma_bits(s",
        "seedbed_loaded_die(s",
    ] {
        assert!(source.contains(&format!("fn {function}: ")), "{function}");
    }
}

#[test]
fn buffers_are_where_they_are_asked_for() {
    let bindings = Bindings {
        group: 3,
        keys: 7,
        tables: 5,
        thresholds: 0,
    };
    let library = Library::new(Engine::ChaCha8)
        .by_position()
        .draw("normal", &Normal::STANDARD)
        .and_then(|library| library.bindings(bindings))
        .unwrap();
    let source = library.source();
    assert!(source.contains("@group(3) @binding(7) var<storage, read> seedbed_keys: array<u32>;"));
    assert!(source.contains("@group(3) @binding(5) var<storage, read> seedbed_tables: "));
    // Nothing has thresholds.
    assert!(!source.contains("@binding(0)") && library.thresholds().is_empty());
    assert_eq!(library.keys(42).len(), 1024 * 8);
    let entries = library.layout_entries(seedbed::wgpu::ShaderStages::COMPUTE);
    let bound: Vec<u32> = entries.iter().map(|entry| entry.binding).collect();
    assert_eq!(bound, [7, 5]);
}

#[test]
fn what_cannot_be_is_refused() {
    let library = || Library::default().by_coordinates();
    let bindings = |keys, tables, thresholds| Bindings {
        group: 2,
        keys,
        tables,
        thresholds,
    };
    for (colliding, binding) in [((1, 1, 2), 1), ((1, 2, 1), 1), ((0, 4, 4), 4)] {
        let (keys, tables, thresholds) = colliding;
        let error = library().bindings(bindings(keys, tables, thresholds));
        assert_eq!(error.unwrap_err(), WgslError::Binding { group: 2, binding });
    }
    for name in ["", "Height", "2nd", "_x", "x_", "a__b", "a-b", "é"] {
        let error = library().draw(name, &Standard).unwrap_err();
        assert_eq!(error, WgslError::Name(name.into()));
        assert!(error.to_string().contains(&format!("{name:?}")));
        assert!(error.to_string().contains("no underscore last"));
    }
    let error = library().draw("x", &BernoulliMask::new(0.1).unwrap());
    assert_eq!(error.unwrap_err(), WgslError::Packed("x".into()));
    #[cfg(feature = "half")]
    for half in [
        library().draw("x", &NormalF16::STANDARD),
        library().draw("x", &UniformBf16::new(0.0, 1.0).unwrap()),
    ] {
        assert_eq!(half.unwrap_err(), WgslError::Packed("x".into()));
    }
    let error = Library::default().draw("x", &Standard).unwrap_err();
    assert_eq!(error, WgslError::NoSequences("x".into()));
    assert!(error.to_string().contains("by_coordinates()"), "{error}");
    let error = Library::default().draw_with_parameters("x", Family::Normal);
    assert_eq!(error.unwrap_err(), WgslError::NoSequences("x".into()));
    let error = library().draw_with_parameters("X", Family::Normal);
    assert_eq!(error.unwrap_err(), WgslError::Name("X".into()));
    // Taken by a draw, by functions of a draw, or by the library.
    for (first, second) in [
        ("x", "x"),
        ("x", "x_bits"),
        ("x_4", "x"),
        ("x", "next_word"),
        ("x", "keys"),
    ] {
        let one = library().draw(first, &Standard).unwrap();
        let two = [
            one.clone().draw(second, &Standard),
            one.draw_with_parameters(second, Family::Laplace),
        ];
        for error in two.map(Result::unwrap_err) {
            let is_clash = matches!(&error, WgslError::Clash { draw, .. } if draw == second);
            assert!(is_clash, "{first} {second}: {error}");
        }
    }
}

/// Behind the prefix no name is a word of WGSL's own.
#[test]
fn words_of_wgsl_are_names() {
    let words = [
        "fn", "array", "f32", "select", "std", "var", "value", "body", "finish",
    ];
    let mut library = Library::default().by_coordinates();
    for (i, word) in words.into_iter().enumerate() {
        library = match i % 2 {
            0 => library.draw(word, &Gamma::new(2.5, 1.0).unwrap()),
            _ => library.draw_with_parameters(word, Family::Laplace),
        }
        .unwrap();
    }
    let module = naga::front::wgsl::parse_str(&library.source()).unwrap();
    let flags = naga::valid::ValidationFlags::all();
    let mut validator = naga::valid::Validator::new(flags, naga::valid::Capabilities::empty());
    validator.validate(&module).unwrap();
    let names: Vec<_> = module
        .functions
        .iter()
        .filter_map(|(_, f)| f.name.as_deref())
        .collect();
    for word in words {
        assert!(
            names.contains(&format!("seedbed_{word}").as_str()),
            "{word}"
        );
    }
}

/// Types and order of the arguments are what the guide says.
#[test]
fn parameters_are_arguments() {
    let families = [
        (Family::Normal, "mean: u32, std_dev: u32"),
        (Family::Uniform, "low: u32, high: u32"),
        (Family::Exponential, "scale: u32"),
        (Family::Laplace, "loc: u32, scale: u32"),
        (Family::Bernoulli, "p: u32"),
    ];
    for (family, arguments) in families {
        let library = Library::default().by_position();
        let library = library.draw_with_parameters("x", family).unwrap();
        let source = library.source();
        let sequence = "s: ptr<function, seedbed_Sequence>";
        for (name, arguments, value) in [
            ("bits", arguments.to_owned(), "u32"),
            ("bits_4", arguments.to_owned(), "vec4<u32>"),
        ] {
            let declared = format!("fn seedbed_x_{name}({sequence}, {arguments}) -> {value} {{");
            assert!(source.contains(&declared), "{declared}");
        }
        let arguments = arguments.replace("u32", "f32");
        let value = match family {
            Family::Bernoulli => "u32",
            _ => "f32",
        };
        let declared = format!("fn seedbed_x({sequence}, {arguments}) -> {value} {{");
        assert!(source.contains(&declared), "{declared}");
        // Module systems that write a module back know no other names of types.
        assert!(!source.contains("alias"));
        // Only those of a quantile table have one of their own.
        let own = library.tables().len() / 4 > 256;
        assert_eq!(own, family == Family::Laplace, "{family:?}");
    }
}

/// One by one, by four, and seen from a draw.
#[test]
fn sequences_of_a_stream_are_its_draws() {
    let mut stream = Stream::new(7);
    stream.seek(4090_u64).unwrap();
    let mut sequence = Sequence::from(&stream);
    let normals: Vec<f32> = (0..10)
        .map(|_| sequence.sample(&Normal::STANDARD))
        .collect();
    let cpu = seedbed::Cpu::new();
    assert_eq!(
        normals,
        cpu.sample(&mut stream, &Normal::STANDARD, 10).unwrap()
    );
    assert_eq!(u128::from(sequence.position()), stream.position());
    // At 4100, which is a multiple of 4, and then at 4105, rounded up to 4108.
    assert_eq!(
        sequence.sample_4(&Bits32),
        cpu.sample(&mut stream, &Bits32, 4).unwrap()[..]
    );
    sequence.sample(&Standard);
    let four = sequence.sample_4(&Standard);
    stream.seek(4108_u64).unwrap();
    assert_eq!(four, cpu.sample(&mut stream, &Standard, 4).unwrap()[..]);
    let mask = BernoulliMask::new(0.3).unwrap();
    let mut of_masks = Sequence::from(&stream);
    let masks = [(); 3].map(|()| of_masks.sample(&mask));
    let mut same = stream.clone();
    assert_eq!(masks, cpu.sample(&mut same, &mask, 3).unwrap()[..]);
    let wide = sequence.sample(&Standard64);
    assert_eq!(wide, cpu.sample(&mut stream, &Standard64, 1).unwrap()[0]);
}

/// No two places share a sequence, and steps and seeds change it.
#[test]
fn sequences_by_coordinates_differ() {
    let places = Coordinates::new(42);
    let mut seen = std::collections::HashSet::new();
    for x in [0, 1, 2, 0x1f_ffff] {
        for y in [0, 1, 2, 0x1f_ffff] {
            for step in [0, 1, 2, u32::MAX] {
                assert!(seen.insert(places.at_2d([x, y], step).sample(&Bits64)));
                for z in [0, 1, 0x1f_ffff] {
                    let mut sequence = places.at_3d([x, y, z], step).unwrap();
                    assert!(seen.insert(sequence.sample(&Bits64)));
                }
            }
        }
    }
    let other = Coordinates::new(43).at_2d([0, 0], 0).sample(&Bits64);
    assert!(seen.insert(other));
    let error = places.at_3d([0, 1 << 21, 0], 0).unwrap_err();
    assert!(error.to_string().contains("[0, 2097152, 0]"), "{error}");
}

/// tests/vectors/coordinates.txt, which comes from another implementation.
#[test]
fn golden_sequences_by_coordinates() {
    let text = include_str!("../vectors/coordinates.txt");
    let mut lines = 0;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split("; ").collect();
        let [engine, seed, id, step, samples] = fields[..] else {
            panic!("five fields: {line}")
        };
        let seed: seedbed::SeedSequence = seed.parse().unwrap();
        let places = Coordinates::with_engine(engine.parse().unwrap(), seed);
        let id: Vec<u32> = id.split(' ').map(|x| x.parse().unwrap()).collect();
        let step = step.parse().unwrap();
        let mut sequence = match id[..] {
            [x, y] => places.at_2d([x, y], step),
            [x, y, z] => places.at_3d([x, y, z], step).unwrap(),
            _ => panic!("two or three coordinates: {line}"),
        };
        let half = Integers::new_inclusive(0, (1_u32 << 31) + 1).unwrap();
        let mut found = Vec::new();
        found.extend((0..18).map(|_| u64::from(sequence.sample(&Bits32))));
        found.push(sequence.sample(&Bits64));
        let normals = (0..18).map(|_| sequence.sample(&Normal::STANDARD));
        found.extend(normals.map(|z| u64::from(z.to_bits())));
        found.extend((0..3).map(|_| u64::from(sequence.sample(&half))));
        let samples = samples
            .split(' ')
            .map(|x| u64::from_str_radix(x, 16).unwrap());
        assert_eq!(found, samples.collect::<Vec<_>>(), "{line}");
        lines += 1;
    }
    assert_eq!(lines, 5 * 4 * 13);
}
