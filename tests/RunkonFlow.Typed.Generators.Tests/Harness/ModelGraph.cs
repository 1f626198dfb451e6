using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>Walks everything that our pipeline steps hand on.</summary>
internal static class ModelGraph
{
    private static readonly string[] Steps = [.. TrackingNames.SurfaceSteps, TrackingNames.Machine];

    public static void AssertHoldsNothingOfTheCompiler(GeneratorDriverRunResult result)
    {
        var tracked = result.Results.Single().TrackedSteps;
        foreach (var name in Steps)
        {
            if (!tracked.TryGetValue(name, out var steps)) continue;
            foreach (var (value, _) in steps.SelectMany(step => step.Outputs))
                Walk(value, name, new HashSet<object>(ReferenceEqualityComparer.Instance));
        }
    }

    /// <summary>Fails when a model holds an object of the compiler, or a list that is equal by reference only.</summary>
    public static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType() is { IsPrimitive: true } or { IsEnum: true }) return;
        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel or Location or AttributeData or SyntaxReference,
            $"{path} is a {value.GetType()}.");
        if (!value.GetType().IsValueType && !seen.Add(value)) return;

        var type = value.GetType();
        if (type.Name == "EquatableArray`1")
        {
            var index = 0;
            foreach (var item in (IEnumerable)value) Walk(item, $"{path}[{index++}]", seen);
            return;
        }
        for (var current = type; current is not null && current != typeof(object); current = current.BaseType)
        {
            foreach (var field in current.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Assert.False(IsEqualByReference(field.FieldType), $"{path}.{field.Name} is a {field.FieldType}.");
                Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
            }
        }
    }

    private static bool IsEqualByReference(Type type)
        => type.IsArray
            || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) || type.GetGenericTypeDefinition() == typeof(List<>)));
}
