namespace RunkonFlow.Typed.Generators.Values;

/// <summary>How a member gets back the value that was stored.</summary>
internal enum MemberSource
{
    /// <summary>It is computed: written for people, ignored when read.</summary>
    Computed,

    /// <summary>A constructor parameter.</summary>
    Constructor,

    /// <summary>An object initializer: <c>init</c> or <c>required</c>.</summary>
    Initializer,

    /// <summary>An assignment, made only when the value is stored.</summary>
    Setter,
}
