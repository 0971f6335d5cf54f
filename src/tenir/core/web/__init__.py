"""The look and manners of every page: layout, components, theme, charts, maps, tables, exports, access, caching."""
