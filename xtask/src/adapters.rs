//! The software adapters: what installs each, and the environment that selects it.

use std::env::consts::ARCH;
use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Result, anyhow};
use clap::ValueEnum;

/// Where the GPU tests run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Adapter {
    /// Mesa's software Vulkan
    Lavapipe,
    /// Google's software Vulkan, from Chromium or Chrome
    Swiftshader,
    /// Mesa's software OpenGL
    Gl,
    /// This machine's own adapter, whichever wgpu finds first
    Any,
}

/// Variables that select a driver or a backend. Each is removed before an adapter's own are set,
/// so that the caller's environment cannot turn one path into another.
pub const SELECTING_VARIABLES: [&str; 13] = [
    "WGPU_BACKEND",
    "WGPU_ADAPTER_NAME",
    "WGPU_POWER_PREF",
    "VK_DRIVER_FILES",
    "VK_ICD_FILENAMES",
    "VK_ADD_DRIVER_FILES",
    "VK_LOADER_DRIVERS_SELECT",
    "VK_LOADER_DRIVERS_DISABLE",
    "NODEVICE_SELECT",
    "EGL_PLATFORM",
    "LIBGL_ALWAYS_SOFTWARE",
    "GALLIUM_DRIVER",
    "__EGL_VENDOR_LIBRARY_FILENAMES",
];

impl Adapter {
    /// The three that run on any Linux machine.
    pub const SOFTWARE: [Self; 3] = [Self::Lavapipe, Self::Swiftshader, Self::Gl];

    /// The value of `SEEDBED_TEST_ADAPTER`, and of `--adapter`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lavapipe => "lavapipe",
            Self::Swiftshader => "swiftshader",
            Self::Gl => "gl",
            Self::Any => "any",
        }
    }

    /// Debian's packages. Ubuntu has the same, except that its Chromium is a snap.
    pub fn debian_packages(self) -> &'static [&'static str] {
        match self {
            Self::Lavapipe => &["libvulkan1", "mesa-vulkan-drivers"],
            Self::Swiftshader => &["libvulkan1", "chromium-common"],
            Self::Gl => &["libegl1", "libegl-mesa0", "libgl1-mesa-dri"],
            Self::Any => &[],
        }
    }

    /// What a person installs where the packages' names are not known.
    pub fn ingredients(self) -> &'static str {
        match self {
            Self::Lavapipe => "the Vulkan loader and Mesa's lavapipe driver",
            Self::Swiftshader => "the Vulkan loader, and Chromium or Chrome (not as a snap)",
            Self::Gl => "libglvnd's EGL and Mesa's EGL and software GL",
            Self::Any => "a driver of this machine's GPU",
        }
    }

    /// Manifests of the driver, in order of preference; the first that exists is used.
    fn manifests(self) -> Vec<PathBuf> {
        match self {
            Self::Lavapipe => ["/usr/share/vulkan/icd.d", "/etc/vulkan/icd.d"]
                .into_iter()
                .flat_map(|folder| {
                    [format!("lvp_icd.{ARCH}.json"), "lvp_icd.json".to_owned()]
                        .map(|file| PathBuf::from(folder).join(file))
                })
                .collect(),
            Self::Swiftshader => [
                "/usr/lib/chromium",
                "/usr/lib64/chromium-browser",
                "/opt/google/chrome",
            ]
            .map(|folder| PathBuf::from(folder).join("vk_swiftshader_icd.json"))
            .to_vec(),
            Self::Gl => ["/usr/share/glvnd/egl_vendor.d", "/etc/glvnd/egl_vendor.d"]
                .map(|folder| PathBuf::from(folder).join("50_mesa.json"))
                .to_vec(),
            Self::Any => Vec::new(),
        }
    }

    /// The variables that make a wgpu program open this adapter and no other.
    ///
    /// An error says that the driver is not installed, and how to get it.
    pub fn environment(self) -> Result<Vec<(&'static str, OsString)>> {
        if self == Self::Any {
            return Ok(Vec::new());
        }
        let manifests = self.manifests();
        let manifest = manifests.iter().find(|path| path.exists()).ok_or_else(|| {
            anyhow!(
                "not installed: no {}; install {}",
                manifests[0].display(),
                self.ingredients()
            )
        })?;
        Ok(self.variables(manifest.into()))
    }

    fn variables(self, manifest: OsString) -> Vec<(&'static str, OsString)> {
        match self {
            Self::Lavapipe | Self::Swiftshader => vec![
                ("WGPU_BACKEND", "vulkan".into()),
                ("VK_DRIVER_FILES", manifest.clone()),
                // The name before loader 1.3.207.
                ("VK_ICD_FILENAMES", manifest),
                // Mesa's device-select layer asks for a display server, and complains without one.
                ("NODEVICE_SELECT", "1".into()),
            ],
            Self::Gl => vec![
                ("WGPU_BACKEND", "gl".into()),
                ("EGL_PLATFORM", "surfaceless".into()),
                ("LIBGL_ALWAYS_SOFTWARE", "1".into()),
                ("__EGL_VENDOR_LIBRARY_FILENAMES", manifest),
            ],
            Self::Any => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_command_line() {
        for adapter in Adapter::value_variants() {
            let value = adapter.to_possible_value().unwrap();
            assert_eq!(value.get_name(), adapter.name());
        }
    }

    #[test]
    fn every_variable_that_is_set_is_also_removed_for_the_others() {
        for adapter in Adapter::SOFTWARE {
            for (variable, _) in adapter.variables("manifest.json".into()) {
                assert!(SELECTING_VARIABLES.contains(&variable), "{variable}");
            }
        }
    }

    #[test]
    fn software_adapters_have_packages_and_a_manifest() {
        for adapter in Adapter::SOFTWARE {
            assert!(!adapter.debian_packages().is_empty(), "{adapter:?}");
            assert!(!adapter.manifests().is_empty(), "{adapter:?}");
        }
    }

    #[test]
    fn any_leaves_the_environment_alone() {
        assert_eq!(Adapter::Any.environment().unwrap(), []);
    }
}
