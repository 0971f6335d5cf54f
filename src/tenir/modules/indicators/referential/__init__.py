"""The official figures that ship with Tenir (`referentials/figures/`, whose README tells the columns)."""
