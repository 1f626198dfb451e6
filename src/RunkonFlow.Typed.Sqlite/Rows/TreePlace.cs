namespace RunkonFlow.Typed.Sqlite.Rows;

/// <summary>Where a run stands under others.</summary>
/// <param name="Root">The topmost run above it; itself without parent.</param>
/// <param name="Depth">Parents above it.</param>
/// <param name="Item">The fan-out item that it runs; null for none.</param>
/// <param name="ItemNode">The node of that item's frame; empty for a run of the whole workflow.</param>
internal readonly record struct TreePlace(RunId Root, int Depth, long? Item = null, string ItemNode = "");
