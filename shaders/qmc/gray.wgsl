// The order of Sobol's points. Antonov and Saleev, 1979. Twin of src/qmc/gray.rs.

fn gray_code(i: u32) -> u32 {
    return i ^ (i >> 1u);
}
