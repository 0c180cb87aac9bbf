//! Every shift amount is below the number of bits, and every index is in range.
//!
//! WGSL leaves neither to the programmer's care, but compilers differ in what they make of it: naga
//! does not mask shift amounts, and bounds checks may be off. So both are proved, by the ranges of
//! values that expressions can take.

use std::collections::HashMap;

use naga::{
    ArraySize, BinaryOperator, Block, Expression, Function, Handle, Literal, LocalVariable,
    MathFunction, ScalarKind, Statement, TypeInner, valid::FunctionInfo,
};

use super::{Kernel, kernels, planted};

/// The values of an unsigned integer, or of each component of a vector: `low..=high`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Range {
    low: u64,
    high: u64,
}

impl Range {
    fn of(value: u64) -> Self {
        Range {
            low: value,
            high: value,
        }
    }

    fn or(self, other: Self) -> Self {
        Range {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }
}

/// What was looked at, and what could not be proved.
#[derive(Default)]
struct Findings {
    shifts: usize,
    indexes: usize,
    unproved: Vec<String>,
}

/// The walk through one function, in the order of its statements.
struct Walk<'a> {
    kernel: &'a Kernel,
    function: &'a Function,
    info: &'a FunctionInfo,
    /// Of the expressions that have been evaluated.
    ranges: HashMap<Handle<Expression>, Range>,
    /// Of the counters of the loops around.
    counters: HashMap<Handle<LocalVariable>, Range>,
    findings: &'a mut Findings,
}

fn findings(kernel: &Kernel) -> Findings {
    let mut findings = Findings::default();
    for (function, info) in kernel.functions() {
        let (ranges, counters) = (HashMap::new(), HashMap::new());
        let findings = &mut findings;
        Walk {
            kernel,
            function,
            info,
            ranges,
            counters,
            findings,
        }
        .block(&function.body);
    }
    findings
}

impl Walk<'_> {
    fn block(&mut self, block: &Block) {
        for statement in block {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &Statement) {
        match statement {
            Statement::Emit(expressions) => {
                for expression in expressions.clone() {
                    self.check(expression);
                    let range = self.evaluate(expression);
                    self.ranges.insert(expression, range);
                }
            }
            Statement::Block(block) => self.block(block),
            Statement::If { accept, reject, .. } => {
                self.block(accept);
                self.block(reject);
            }
            Statement::Switch { cases, .. } => {
                for case in cases {
                    self.block(&case.body);
                }
            }
            Statement::Loop {
                body, continuing, ..
            } => {
                let guard = body.iter().position(|s| matches!(s, Statement::If { .. }));
                let (guard, rest) = body.split_at(guard.map_or(0, |i| i + 1));
                for statement in guard {
                    self.statement(statement);
                }
                let counter = guard
                    .last()
                    .and_then(|guard| self.counter(guard, continuing));
                if let Some((variable, range)) = counter {
                    self.counters.insert(variable, range);
                }
                for statement in rest {
                    self.statement(statement);
                }
                self.block(continuing);
                if let Some((variable, _)) = counter {
                    self.counters.remove(&variable);
                }
            }
            _ => {}
        }
    }

    /// `for (var i = a; i < b; i++)`, with literals `a` and `b`, and no other store to `i`: then `i`
    /// is in `a..b` behind the guard.
    fn counter(
        &self,
        guard: &Statement,
        continuing: &Block,
    ) -> Option<(Handle<LocalVariable>, Range)> {
        let expressions = &self.function.expressions;
        let Statement::If {
            condition,
            accept,
            reject,
        } = guard
        else {
            return None;
        };
        if !accept.is_empty() || !matches!(reject[..], [Statement::Break]) {
            return None;
        }
        let Expression::Binary {
            op: BinaryOperator::Less,
            left,
            right,
        } = expressions[*condition]
        else {
            return None;
        };
        let Expression::Load { pointer } = expressions[left] else {
            return None;
        };
        let Expression::LocalVariable(variable) = expressions[pointer] else {
            return None;
        };
        let first = self.range(self.function.local_variables[variable].init?);
        let end = self.range(right);
        let increments = stores(continuing, pointer, expressions, variable);
        let all = stores(&self.function.body, pointer, expressions, variable);
        let [value] = increments[..] else { return None };
        let Expression::Binary {
            op: BinaryOperator::Add,
            left,
            right,
        } = expressions[value]
        else {
            return None;
        };
        let by_one = matches!(expressions[left], Expression::Load { pointer: p } if p == pointer)
            && self.range(right) == Range::of(1);
        (all.len() == 1 && by_one && first.high < end.high).then_some((
            variable,
            Range {
                low: first.low,
                high: end.high - 1,
            },
        ))
    }

    fn check(&mut self, expression: Handle<Expression>) {
        let (value, end, what) = match self.function.expressions[expression] {
            Expression::Binary {
                op: BinaryOperator::ShiftLeft | BinaryOperator::ShiftRight,
                left,
                right,
            } => {
                self.findings.shifts += 1;
                (right, self.bits(left), "shift amount")
            }
            Expression::Access { base, index } => {
                self.findings.indexes += 1;
                match self.len(base) {
                    Some(len) => (index, len, "index"),
                    None => return,
                }
            }
            _ => return,
        };
        let range = self.range(value);
        if range.high >= end {
            let excerpt = self.kernel.excerpt(self.function, expression);
            let problem = format!("{what} in {range:?}, which is not below {end}: {excerpt}");
            self.findings.unproved.push(problem);
        }
    }

    /// Elements of what is indexed. `None` for what has the length that the host gives it, where unit
    /// tests show that indexes are in range: those of `out` are below `out_word + len_words`, as
    /// `plan` has them; those of a distribution's own table are what the table itself says; those of
    /// `records` are below n records, as elements of a permutation are below n; those of `points` are
    /// below the dimensions times the rows; those of elements are below the first one's place and
    /// `len_words`, and those of `scratch` and `factor`, as `plan` and the dimension have them.
    fn len(&self, base: Handle<Expression>) -> Option<u64> {
        let types = &self.kernel.module.types;
        let mut ty = self.info[base].ty.inner_with(types);
        if let TypeInner::Pointer { base, .. } = ty {
            ty = &types[*base].inner;
        }
        match *ty {
            TypeInner::Vector { size, .. }
            | TypeInner::ValuePointer {
                size: Some(size), ..
            } => Some(size as u64),
            TypeInner::Array {
                size: ArraySize::Constant(len),
                ..
            } => Some(len.get().into()),
            TypeInner::Array {
                size: ArraySize::Dynamic,
                ..
            } => {
                let Expression::GlobalVariable(variable) = self.function.expressions[base] else {
                    return Some(0);
                };
                match self.kernel.module.global_variables[variable]
                    .name
                    .as_deref()
                {
                    Some(
                        "out" | "points" | "records" | "scratch" | "factor" | "first_elements"
                        | "second_elements" | "quantile_table" | "share_tables" | "threshold_table"
                        | "seedbed_tables" | "seedbed_thresholds",
                    ) => None,
                    Some("seedbed_keys") => Some(2048 * key_words(&self.kernel.name)),
                    // src/tables/float64.rs: 512 pieces of three quads.
                    Some("table64") => Some(1536),
                    Some("tile_keys") => Some(1024 * key_words(&self.kernel.name)),
                    _ => Some(0),
                }
            }
            _ => Some(0),
        }
    }

    /// Bits of an expression's integers.
    fn bits(&self, expression: Handle<Expression>) -> u64 {
        let types = &self.kernel.module.types;
        let scalar = self.info[expression].ty.inner_with(types).scalar();
        8 * u64::from(scalar.expect("integers").width)
    }

    /// Of an expression that has been evaluated, or needs no evaluation.
    fn range(&self, expression: Handle<Expression>) -> Range {
        self.ranges
            .get(&expression)
            .copied()
            .unwrap_or_else(|| self.evaluate(expression))
    }

    /// All that the type allows.
    fn any(&self, expression: Handle<Expression>) -> Range {
        let types = &self.kernel.module.types;
        let scalar = self.info[expression].ty.inner_with(types).scalar();
        let is_word = scalar.is_some_and(|s| s.kind == ScalarKind::Uint && s.width == 4);
        Range {
            low: 0,
            high: if is_word { u32::MAX.into() } else { u64::MAX },
        }
    }

    fn evaluate(&self, expression: Handle<Expression>) -> Range {
        let any = self.any(expression);
        let exact = match self.function.expressions[expression] {
            Expression::Literal(literal) => number(literal),
            Expression::Constant(constant) => {
                let init = self.kernel.module.constants[constant].init;
                match self.kernel.module.global_expressions[init] {
                    Expression::Literal(literal) => number(literal),
                    _ => None,
                }
            }
            Expression::ZeroValue(_) => Some(Range::of(0)),
            Expression::Splat { value, .. } => Some(self.range(value)),
            Expression::Compose { ref components, .. } => {
                components.iter().map(|&c| self.range(c)).reduce(Range::or)
            }
            Expression::Select { accept, reject, .. } => {
                Some(self.range(accept).or(self.range(reject)))
            }
            Expression::Binary { op, left, right } => {
                binary(op, self.range(left), self.range(right), any.high)
            }
            Expression::Math {
                fun: MathFunction::Min,
                arg,
                arg1: Some(arg1),
                ..
            } => {
                let (a, b) = (self.range(arg), self.range(arg1));
                Some(Range {
                    low: a.low.min(b.low),
                    high: a.high.min(b.high),
                })
            }
            Expression::Math {
                fun: MathFunction::CountLeadingZeros | MathFunction::CountTrailingZeros,
                arg,
                ..
            } => Some(Range {
                low: 0,
                high: self.bits(arg),
            }),
            Expression::Load { pointer } => match self.function.expressions[pointer] {
                Expression::LocalVariable(variable) => self.counters.get(&variable).copied(),
                _ => None,
            },
            _ => None,
        };
        exact.unwrap_or(any)
    }
}

fn number(literal: Literal) -> Option<Range> {
    match literal {
        Literal::U32(value) => Some(Range::of(value.into())),
        Literal::U64(value) => Some(Range::of(value)),
        _ => None,
    }
}

/// `None` where the result may wrap, or where nothing is known of it.
fn binary(op: BinaryOperator, a: Range, b: Range, max: u64) -> Option<Range> {
    let within = |low: Option<u64>, high: Option<u64>| {
        Some(Range {
            low: low?,
            high: high.filter(|&high| high <= max)?,
        })
    };
    match op {
        BinaryOperator::And => Some(Range {
            low: 0,
            high: a.high.min(b.high),
        }),
        BinaryOperator::Add => within(a.low.checked_add(b.low), a.high.checked_add(b.high)),
        BinaryOperator::Subtract => within(a.low.checked_sub(b.high), a.high.checked_sub(b.low)),
        BinaryOperator::Multiply => within(a.low.checked_mul(b.low), a.high.checked_mul(b.high)),
        BinaryOperator::ShiftRight if b.low == b.high && b.high < 64 => Some(Range {
            low: a.low >> b.low,
            high: a.high >> b.low,
        }),
        _ => None,
    }
}

/// The values that a block stores to a variable. A call that gets its address could store, too;
/// then the address itself stands for the value.
fn stores(
    block: &Block,
    address: Handle<Expression>,
    expressions: &naga::Arena<Expression>,
    variable: Handle<LocalVariable>,
) -> Vec<Handle<Expression>> {
    let is_variable = |mut pointer: Handle<Expression>| {
        loop {
            match expressions[pointer] {
                Expression::LocalVariable(v) => break v == variable,
                Expression::Access { base, .. } | Expression::AccessIndex { base, .. } => {
                    pointer = base;
                }
                _ => break false,
            }
        }
    };
    let inner = |block| stores(block, address, expressions, variable);
    block
        .iter()
        .flat_map(|statement| match statement {
            Statement::Store { pointer, value } if is_variable(*pointer) => vec![*value],
            Statement::Call { arguments, .. } if arguments.iter().any(|&a| is_variable(a)) => {
                vec![address]
            }
            Statement::Block(block) => inner(block),
            Statement::If { accept, reject, .. } => [inner(accept), inner(reject)].concat(),
            Statement::Switch { cases, .. } => {
                cases.iter().flat_map(|case| inner(&case.body)).collect()
            }
            Statement::Loop {
                body, continuing, ..
            } => [inner(body), inner(continuing)].concat(),
            _ => vec![],
        })
        .collect()
}

/// Key words of a kernel's engine, which is one part of its name.
fn key_words(kernel: &str) -> u64 {
    let engine = kernel
        .split('.')
        .find_map(|part| part.parse::<seedbed::Engine>().ok());
    engine.expect("an engine").key_words() as u64
}

#[test]
fn shifts_and_indexes_of_every_kernel_are_in_range() {
    let (mut shifts, mut indexes) = (0, 0);
    let mut unproved = std::collections::BTreeSet::new();
    for kernel in kernels() {
        let findings = findings(kernel);
        let code = kernel
            .source
            .lines()
            .map(|line| line.split("//").next().unwrap_or_default());
        let in_code: usize = code
            .map(|line| line.matches(" << ").count() + line.matches(" >> ").count())
            .sum();
        assert_eq!(
            findings.shifts, in_code,
            "{}: a shift was overlooked",
            kernel.name
        );
        shifts += findings.shifts;
        indexes += findings.indexes;
        unproved.extend(findings.unproved);
    }
    assert!(unproved.is_empty(), "{unproved:#?}");
    assert!(shifts > 5_000 && indexes > 1_000, "{shifts} {indexes}");
}

#[test]
fn planted_shifts_out_of_range_are_found() {
    let plants = [
        "return 1u << x;",
        "return x >> (x & 63u);",
        "return x >> (32u - (x & 31u));",
        "return x >> ((x & 31u) - 1u);",
        "return x >> countLeadingZeros(x);",
        "return x << select(31u, x, x < 32u);",
        "return x << min(x, 32u);",
        "return (vec2<u32>(x) << vec2<u32>(x & 31u, x)).x;",
        "var y = x; for (var i = 0u; i < 33u; i++) { y ^= x << i; } return y;",
        "var y = x; for (var i = 0u; i < 32u; i++) { y ^= x << i; i = x; } return y;",
        "var y = x; for (var i = 0u; i < x; i++) { y ^= x << i; } return y;",
        "var i = 0u; while i < 32u { i = i + 7u; } return x << i;",
    ];
    for body in plants {
        assert_eq!(findings(&planted("", body)).unproved.len(), 1, "{body}");
    }
    let in_range = [
        "return x << (x & 31u);",
        "return x >> (31u - (x & 31u));",
        "return x >> ((32u - (x & 31u)) & 31u);",
        "return x << min(x, 31u);",
        "return x << (x >> 27u);",
        "return x >> select(7u, x & 15u, x < 32u);",
        "var y = x; for (var i = 0u; i < 32u; i++) { y ^= x << i; } return y;",
    ];
    for body in in_range {
        assert_eq!(
            findings(&planted("", body)).unproved,
            Vec::<String>::new(),
            "{body}"
        );
    }
}

#[test]
fn planted_indexes_out_of_range_are_found() {
    let plants = [
        "return table[x].x;",
        "return table[x & 256u].x;",
        "return tile_keys[x];",
        "return tile_keys[(x & 1023u) * 2u + 2u];",
        "return tile_keys[(x & 2047u) * 2u];",
        "var v = vec4<u32>(x); return v[x];",
        "var v = array<u32, 3>(x, x, x); return v[x & 3u];",
        "var v = vec4<u32>(x); for (var i = 0u; i < 5u; i++) { v[i] = x; } return v.x;",
    ];
    for body in plants {
        assert_eq!(findings(&planted("", body)).unproved.len(), 1, "{body}");
    }
    let in_range = [
        "return table[x & 255u].x;",
        "return tile_keys[(x & 1023u) * 2u + 1u];",
        "var v = vec4<u32>(x); return v[x & 3u];",
        "var v = vec4<u32>(x); for (var i = 0u; i < 4u; i++) { v[i] = x; } return v.x;",
    ];
    for body in in_range {
        assert_eq!(
            findings(&planted("", body)).unproved,
            Vec::<String>::new(),
            "{body}"
        );
    }
}
