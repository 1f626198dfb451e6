using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>The collections that are stored, and what is made of their items when they are read.</summary>
internal static class CollectionTable
{
    /// <summary>Stands in <see cref="Collection.Finish"/> for the element's type.</summary>
    public const string ElementType = "$element";

    private const string Generic = "System.Collections.Generic.";
    private const string Immutable = "System.Collections.Immutable.";

    private static readonly Dictionary<string, Collection> Known = new(StringComparer.Ordinal)
    {
        [Generic + "List`1"] = List(),
        [Generic + "IList`1"] = List(),
        [Generic + "ICollection`1"] = List(),
        [Generic + "IReadOnlyList`1"] = List(),
        [Generic + "IReadOnlyCollection`1"] = List(),
        [Generic + "Queue`1"] = List() with { Name = "QueueOf", Finish = $"new global::{Generic}Queue<{ElementType}>(items)" },
        [Generic + "HashSet`1"] = Set(),
        [Generic + "SortedSet`1"] = Set() with { Name = "SortedSetOf", Builder = $"global::{Generic}SortedSet" },
        [Generic + "ISet`1"] = Set(),
        [Generic + "IReadOnlySet`1"] = Set(),
        [Immutable + "ImmutableArray`1"] = List("ImmutableArray") with { IsReference = false, HasDefault = true },
        [Immutable + "ImmutableList`1"] = List("ImmutableList"),
        [Immutable + "IImmutableList`1"] = List("ImmutableList") with { IsReadOnly = false },
        // Sets and maps may compare in a way that is not stored. Copied at each operation, they lose it at once, not on resume only.
        [Immutable + "ImmutableHashSet`1"] = Set("ImmutableHashSet") with { IsReadOnly = false },
        [Immutable + "ImmutableSortedSet`1"] = Set("ImmutableSortedSet") with { IsReadOnly = false },
        [Immutable + "ImmutableQueue`1"] = List("ImmutableQueue"),
        [Generic + "Dictionary`2"] = Map(),
        [Generic + "SortedDictionary`2"] = Map() with { Name = "SortedMapOf", Builder = $"global::{Generic}SortedDictionary" },
        [Generic + "IDictionary`2"] = Map(),
        [Generic + "IReadOnlyDictionary`2"] = Map(),
        [Immutable + "ImmutableDictionary`2"] = Map("ImmutableDictionary") with { IsReadOnly = false },
        [Immutable + "ImmutableSortedDictionary`2"] = Map("ImmutableSortedDictionary") with { IsReadOnly = false },
    };

    /// <summary>An array of one dimension.</summary>
    public static Collection Array { get; } = List() with { Finish = "items.ToArray()" };

    /// <summary>The collection that a type is; null when it is none of those.</summary>
    public static Collection? Of(INamedTypeSymbol type)
        => type.Arity is 1 or 2 && Known.TryGetValue(TypeNames.MetadataName(type.OriginalDefinition), out var collection) ? collection : null;

    private static Collection List(string? immutable = null) => Make("list", "ListOf", "List", immutable);

    private static Collection Set(string? immutable = null) => Make("set", "SetOf", "HashSet", immutable);

    private static Collection Map(string? immutable = null) => Make("map", "MapOf", "Dictionary", immutable);

    private static Collection Make(string id, string name, string builder, string? immutable) => new(
        id,
        immutable is null ? name : immutable + "Of",
        $"global::System.Collections.Generic.{builder}",
        immutable is null ? null : $"global::System.Collections.Immutable.{immutable}.CreateRange(items)",
        IsReadOnly: immutable is not null);

    /// <summary>One kind of collection.</summary>
    /// <param name="Id">The word in type ids.</param>
    /// <param name="Name">The beginning of readable names.</param>
    /// <param name="Builder">The open type that is filled.</param>
    /// <param name="Finish">An expression that makes the collection of <c>items</c>, with <see cref="ElementType"/>; null when <c>items</c> is it.</param>
    /// <param name="IsReadOnly">The collection itself cannot change.</param>
    internal sealed record Collection(string Id, string Name, string Builder, string? Finish, bool IsReadOnly)
    {
        public bool IsReference { get; init; } = true;

        public bool HasDefault { get; init; }
    }
}
