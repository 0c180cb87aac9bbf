//! Pictures side by side on one sheet: `contact_sheet OUT.png PICTURE.png…`.

use std::path::PathBuf;

use anyhow::{Context, Result};
use image::{DynamicImage, RgbImage, imageops};

const COLUMNS: u32 = 6;
const SIZE: (u32, u32) = (400, 250);

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let out = arguments.next().context("no name for the sheet")?;
    let pictures: Vec<PathBuf> = arguments.collect();
    let rows = (pictures.len() as u32).div_ceil(COLUMNS);
    let mut sheet =
        RgbImage::from_pixel(COLUMNS * SIZE.0, rows * SIZE.1, image::Rgb([255, 255, 255]));
    for (i, path) in (0..).zip(&pictures) {
        let picture = image::open(path).with_context(|| path.display().to_string())?;
        let small = picture.resize(SIZE.0, SIZE.1, imageops::FilterType::CatmullRom);
        let (x, y) = (i % COLUMNS * SIZE.0, i / COLUMNS * SIZE.1);
        imageops::replace(&mut sheet, &small.to_rgb8(), x.into(), y.into());
    }
    DynamicImage::from(sheet)
        .save(&out)
        .with_context(|| out.display().to_string())
}
