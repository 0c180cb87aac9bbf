//! What all pictures have in common: size, colours, title, legend; and their file format.

use anyhow::{Context, anyhow};
use plotters::{
    coord::Shift,
    prelude::*,
    style::{
        FontStyle, register_font,
        text_anchor::{HPos, Pos, VPos},
    },
};

const SIZE: (u32, u32) = (1600, 1000);
/// Height of the title, the subtitle and the legend.
const HEADER: u32 = 172;
/// Where they start: above the axis.
const LEFT: i32 = 132;
/// So many characters fit in the full size.
const LONGEST_TITLE: usize = 56;
/// From one entry of the legend to the next, beside its text.
const LEGEND_GAP: i32 = 100;
/// Of a letter, about.
const LETTER: i32 = 13;
pub const FONT: &str = "DejaVu Sans";
pub const INK: RGBColor = RGBColor(0x22, 0x28, 0x31);
pub const FAINT_INK: RGBColor = RGBColor(0x6b, 0x74, 0x80);
pub const GRID: RGBColor = RGBColor(0xe6, 0xe9, 0xed);
pub const BAR: RGBColor = RGBColor(0x8f, 0xb8, 0xde);
pub const BAR_EDGE: RGBColor = RGBColor(0x6a, 0x9b, 0xc9);
pub const DEEP: RGBColor = RGBColor(0x1d, 0x46, 0x77);
pub const CURVE: RGBColor = RGBColor(0xd1, 0x49, 0x2e);

pub struct Page {
    pub title: String,
    pub subtitle: String,
    pub legend: Vec<(Swatch, &'static str)>,
}

/// What an entry of the legend looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swatch {
    Bar,
    Line,
    Mark,
    Point,
    /// From few to many.
    Shades,
}

/// That all was drawn, or an error.
pub type Drawn<B> = Result<(), DrawingAreaErrorKind<<B as DrawingBackend>::ErrorType>>;
/// An area to draw on.
pub type Area<B> = DrawingArea<B, Shift>;

/// What is below the header.
pub trait Body {
    fn draw<B: DrawingBackend>(&self, area: &Area<B>) -> Drawn<B>;
}

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    Png,
    Svg,
}

impl Page {
    /// The page with its body, as a file.
    pub fn draw(&self, picture: Picture, body: &impl Body) -> anyhow::Result<Vec<u8>> {
        for (style, bytes) in [
            (FontStyle::Normal, dejavu::sans::regular()),
            (FontStyle::Bold, dejavu::sans::bold()),
        ] {
            register_font(FONT, style, bytes)
                .map_err(|_| anyhow!("the built-in font is broken"))?;
        }
        match picture {
            Picture::Png => self.png(body),
            Picture::Svg => {
                let mut svg = String::new();
                self.draw_on(SVGBackend::with_string(&mut svg, SIZE), body)?;
                Ok(svg.into_bytes())
            }
        }
    }

    fn draw_on<B: DrawingBackend>(&self, backend: B, body: &impl Body) -> anyhow::Result<()> {
        let area = backend.into_drawing_area();
        self.draw_header(&area)
            .and_then(|()| body.draw(&area.split_vertically(HEADER).1))
            .and_then(|()| area.present())
            .map_err(|error| anyhow!("{error}"))
            .context("cannot draw the picture")
    }

    fn png(&self, body: &impl Body) -> anyhow::Result<Vec<u8>> {
        let mut pixels = vec![0; 3 * (SIZE.0 * SIZE.1) as usize];
        self.draw_on(BitMapBackend::with_buffer(&mut pixels, SIZE), body)?;
        let mut png = Vec::new();
        let mut encoder = png::Encoder::new(&mut png, SIZE.0, SIZE.1);
        encoder.set_color(png::ColorType::Rgb);
        encoder.write_header()?.write_image_data(&pixels)?;
        Ok(png)
    }

    /// Title, subtitle and legend, where they hide no bar.
    fn draw_header<B: DrawingBackend>(&self, area: &Area<B>) -> Drawn<B> {
        area.fill(&WHITE)?;
        let top = Pos::new(HPos::Left, VPos::Top);
        let size = 40 * LONGEST_TITLE / self.title.chars().count().max(LONGEST_TITLE);
        let title = (FONT, size as u32, FontStyle::Bold)
            .into_font()
            .color(&INK)
            .pos(top);
        let subtitle = (FONT, 24).into_font().color(&FAINT_INK).pos(top);
        area.draw_text(&self.title, &title, (LEFT, 34))?;
        area.draw_text(&self.subtitle, &subtitle, (LEFT, 88))?;

        let middle = Pos::new(HPos::Left, VPos::Center);
        let text = (FONT, 24).into_font().color(&INK).pos(middle);
        let y = HEADER as i32 - 26;
        let mut left = LEFT;
        for &(swatch, name) in &self.legend {
            swatch.draw(area, (left, y))?;
            area.draw_text(name, &text, (left + 48, y + 3))?;
            left += LEGEND_GAP + LETTER * name.len() as i32;
        }
        Ok(())
    }
}

impl Swatch {
    fn draw<B: DrawingBackend>(self, area: &Area<B>, (left, y): (i32, i32)) -> Drawn<B> {
        const WIDTH: i32 = 34;
        let line = [(left, y), (left + WIDTH, y)];
        let middle = (left + WIDTH / 2, y);
        match self {
            Swatch::Bar => {
                let box_of = [(left, y - 9), (left + WIDTH, y + 9)];
                area.draw(&Rectangle::new(box_of, BAR.filled()))
            }
            Swatch::Line => area.draw(&PathElement::new(line, CURVE.stroke_width(4))),
            Swatch::Mark => area.draw(&Circle::new(middle, 9, CURVE.filled())),
            Swatch::Point => area.draw(&Circle::new(middle, 6, DEEP.filled())),
            Swatch::Shades => (0..WIDTH).try_for_each(|x| {
                let colour = shade(f64::from(x) / f64::from(WIDTH));
                let column = [(left + x, y - 9), (left + x + 1, y + 9)];
                area.draw(&Rectangle::new(column, colour.filled()))
            }),
        }
    }
}

/// From white at 0 to the deepest blue at 1.
pub fn shade(part: f64) -> RGBColor {
    let between = |a: RGBColor, b: RGBColor, t: f64| {
        let mix = |a: u8, b: u8| (f64::from(a) + t * (f64::from(b) - f64::from(a))).round() as u8;
        RGBColor(mix(a.0, b.0), mix(a.1, b.1), mix(a.2, b.2))
    };
    if part < 0.5 {
        between(WHITE, BAR, 2.0 * part)
    } else {
        between(BAR, DEEP, 2.0 * part - 1.0)
    }
}
