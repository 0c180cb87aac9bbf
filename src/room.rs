//! Memory for tables whose size parameters decide: where it is too little, an error says so, and nothing aborts.

use alloc::vec::Vec;

/// Memory that there is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoRoom {
    /// Of the part that was asked for.
    pub bytes: usize,
}

/// Room for as many more elements, and no more.
pub(crate) fn reserve<T>(elements: &mut Vec<T>, more: usize) -> Result<(), NoRoom> {
    elements.try_reserve_exact(more).map_err(|_| NoRoom {
        bytes: size_of::<T>().saturating_mul(elements.len().saturating_add(more)),
    })
}

pub(crate) fn with_room<T>(len: usize) -> Result<Vec<T>, NoRoom> {
    let mut elements = Vec::new();
    reserve(&mut elements, len)?;
    Ok(elements)
}

pub(crate) fn filled<T: Clone>(element: T, len: usize) -> Result<Vec<T>, NoRoom> {
    let mut elements = with_room(len)?;
    elements.resize(len, element);
    Ok(elements)
}

/// Grows by doubling, as `Vec::push` does.
pub(crate) fn push<T>(elements: &mut Vec<T>, element: T) -> Result<(), NoRoom> {
    if elements.len() == elements.capacity() {
        reserve(elements, elements.len().max(64))?;
    }
    elements.push(element);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_memory_holds_is_an_error() {
        let most = usize::MAX / 2;
        assert_eq!(filled(0_u8, most + 2), Err(NoRoom { bytes: most + 2 }));
        let mut elements = filled(7_u64, 3).unwrap();
        assert_eq!(
            reserve(&mut elements, usize::MAX),
            Err(NoRoom { bytes: usize::MAX })
        );
        for i in 0..1000 {
            push(&mut elements, i).unwrap();
        }
        assert_eq!(elements.len(), 1003);
        assert_eq!(elements[1002], 999);
    }
}
