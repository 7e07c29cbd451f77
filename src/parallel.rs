//! Work on many things at a time: on all cores natively, one after the other in a browser. What
//! comes out is the same, in the same order.

/// What `work` makes of each of `items`, in their order.
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Send + Sync) -> Vec<R> {
    #[cfg(not(target_arch = "wasm32"))]
    {
        use rayon::prelude::*;
        items.par_iter().map(work).collect()
    }
    #[cfg(target_arch = "wasm32")]
    items.iter().map(work).collect()
}

/// Does `work` to each of `items`.
pub fn each<T: Send>(items: &mut [T], work: impl Fn(&mut T) + Send + Sync) {
    #[cfg(not(target_arch = "wasm32"))]
    {
        use rayon::prelude::*;
        items.par_iter_mut().for_each(work);
    }
    #[cfg(target_arch = "wasm32")]
    items.iter_mut().for_each(work);
}

#[cfg(test)]
mod tests {
    use super::{each, map};

    #[test]
    fn the_order_is_kept() {
        let items: Vec<u32> = (0..10_000).collect();
        let expected: Vec<u32> = items.iter().map(|it| it * 3).collect();
        assert_eq!(map(&items, |it| it * 3), expected);
        let mut changed = items;
        each(&mut changed, |it| *it *= 3);
        assert_eq!(changed, expected);
    }
}
