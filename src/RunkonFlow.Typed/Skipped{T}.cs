namespace RunkonFlow.Typed;

/// <summary>A branch that is left out; made by <c>Flow.Skip</c>.</summary>
/// <typeparam name="T">The result of the branch.</typeparam>
public readonly record struct Skipped<T>
{
    /// <summary>The branch as a task whose result is the type's default.</summary>
    public Task<T> ToTask() => Task.FromResult<T>(default!);

    /// <summary>The branch as a task whose result is the type's default.</summary>
    public ValueTask<T> ToValueTask() => default;

    /// <summary>Stands beside a step that returns a task.</summary>
    public static implicit operator Task<T>(Skipped<T> skipped) => skipped.ToTask();

    /// <summary>Stands beside a step that returns a value task.</summary>
    public static implicit operator ValueTask<T>(Skipped<T> skipped) => skipped.ToValueTask();
}
