namespace RunkonFlow.Typed.Sqlite.Writing;

/// <summary>
/// Something to be done under the write lock, and the caller that waits for it. It may be applied more than once: when another
/// request of its group fails, the group is taken back and each is applied again alone.
/// </summary>
internal abstract class WriteRequest
{
    /// <summary>Goes before everything else in any group: a heartbeat that is late costs its worker every run.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>Whether the request is still wanted; asked once, just before it is applied.</summary>
    public virtual bool Begins => true;

    /// <summary>Does the work. An answer, also a refusal, is kept in the request; only what SQLite cannot do is thrown.</summary>
    /// <exception cref="Native.SqliteFailure">SQLite failed.</exception>
    /// <exception cref="RedoAloneException">The request needs a transaction of its own.</exception>
    public abstract void Apply(WriteSession session);

    /// <summary>Its transaction is committed: the caller is told. Runs no code of the caller.</summary>
    public abstract void Complete();

    /// <summary>It could not be done: the caller is told.</summary>
    public abstract void Fail(Exception exception);
}
