using RunkonFlow.Typed.Generators.Model;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>The way from a value that was stored under another type's name.</summary>
/// <param name="TypeIds">The names of the stored type, former ones included.</param>
/// <param name="Steps">The upcasts, the first of which takes the stored type.</param>
internal sealed record ConversionModel(EquatableArray<string> TypeIds, EquatableArray<UpcastModel> Steps);
