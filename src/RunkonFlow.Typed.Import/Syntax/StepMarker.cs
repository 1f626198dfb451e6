namespace RunkonFlow.Typed.Import.Syntax;

/// <summary>A condition: the latest result of a step has a marker.</summary>
internal sealed record StepMarker(string Step, string Marker);
