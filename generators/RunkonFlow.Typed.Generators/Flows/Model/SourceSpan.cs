namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>Where a text stands in the user's file; lines and columns from 1, as <c>#line</c> writes them.</summary>
internal readonly record struct SourceSpan(string Path, int Line, int Column, int EndLine, int EndColumn);
