//! Python bindings: the module `newsgraph._native`, on which the package `newsgraph` stands.
//!
//! Articles come in as the JSON lines of the command line's input format and go out as its JSON annotations or as
//! N-Quads, so that both doors lead to one and the same result.

mod graph;
mod reader;

use pyo3::prelude::*;

/// The native half of `newsgraph`.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<reader::Reader>()?;
    module.add_class::<graph::Graph>()
}
