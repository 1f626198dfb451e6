using System.Buffers.Binary;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;

namespace RunkonFlow.Typed.Sqlite.Rows;

/// <summary>
/// The columns of a run that decide a write, under the write lock. An operation loads the row, decides, changes the fields,
/// saves. One object per writer, filled anew for each operation. Times are in milliseconds.
/// </summary>
internal sealed class RunRow
{
    internal const string SelectById =
        """
        SELECT key, id, status, generation, sequence, digest, owner IS NOT NULL, due_at, requests, inbox, seen_inbox, events, claims,
               last_position, has_items, is_finalizing, finalizers_due, suspend_reason, started_at, ended_at, open_steps,
               owner, lease_until, blocked_on, at_node, tried_shapes, is_awaited, is_item, has_limits
        FROM run
        WHERE id = ?1
        """;

    private const string SelectByKey =
        """
        SELECT key, id, status, generation, sequence, digest, owner IS NOT NULL, due_at, requests, inbox, seen_inbox, events, claims,
               last_position, has_items, is_finalizing, finalizers_due, suspend_reason, started_at, ended_at, open_steps,
               owner, lease_until, blocked_on, at_node, tried_shapes, is_awaited, is_item, has_limits
        FROM run
        WHERE key = ?1
        """;

    private const string UpdateAll =
        """
        UPDATE run
        SET status = ?2, generation = ?3, sequence = ?4, digest = ?5, requests = ?6, inbox = ?7, seen_inbox = ?8, events = ?9,
            claims = ?10, last_position = ?11, has_items = ?12, is_finalizing = ?13, finalizers_due = ?14, suspend_reason = ?15,
            started_at = ?16, ended_at = ?17, open_steps = ?18, due_at = ?19, owner = ?20, lease_until = ?21, blocked_on = ?22,
            at_node = ?23, tried_shapes = ?24, shape = coalesce(?25, shape), frame = coalesce(?26, frame), has_limits = ?27
        WHERE key = ?1
        """;

    /// <summary>The commit of an owner that goes on: no column of an index is touched.</summary>
    internal const string UpdateOwned =
        """
        UPDATE run
        SET sequence = ?2, digest = ?3, seen_inbox = ?4, events = ?5, claims = ?6, last_position = ?7, is_finalizing = ?8,
            finalizers_due = ?9, open_steps = ?10, at_node = ?11, blocked_on = NULL, tried_shapes = NULL,
            shape = coalesce(?12, shape), frame = coalesce(?13, frame)
        WHERE key = ?1
        """;

    public long Key;
    public RunId Id;
    public RunStatus Status;
    public long Generation;
    public long Sequence;
    public UInt128 Digest;
    public bool IsOwned;
    public string? Owner;
    public long? LeaseUntil;
    public long? DueAt;
    public RunRequests Requests;
    public long Inbox;
    public long SeenInbox;
    public long Events;
    public int Claims;
    public int LastPosition;
    public bool HasItems;
    public bool IsFinalizing;
    public long? FinalizersDue;
    public SuspendReason SuspendReason;
    public long? StartedAt;
    public long? EndedAt;
    public string? BlockedOn;
    public string? AtNode;
    public string? TriedShapes;

    /// <summary>Its parent waits for its end.</summary>
    public bool IsAwaited;

    /// <summary>It runs an item of a fan-out.</summary>
    public bool IsItem;

    /// <summary>It holds permits, or stands in line for them.</summary>
    public bool HasLimits;

    public OpenSteps Open { get; } = new();

    /// <summary>Loads what a commit decides by; false when there is no such run. Its texts are left out.</summary>
    public bool LoadForCommit(Connection connection, RunId id)
    {
        var row = connection[SelectById].Bind(id);
        if (!row.Step()) return false;
        LoadNumbers(row);
        Id = id;
        row.Reset();
        return true;
    }

    /// <summary>Loads the row; false when there is no such run.</summary>
    public bool Load(Connection connection, RunId id) => LoadWhole(connection[SelectById].Bind(id));

    /// <summary>Loads the row by its key; false when there is no such run.</summary>
    public bool Load(Connection connection, long key) => LoadWhole(connection[SelectByKey].Bind(key));

    /// <summary>Loads the texts that <see cref="LoadForCommit"/> left out.</summary>
    public void LoadTexts(Connection connection)
    {
        var row = connection[SelectByKey].Bind(Key);
        row.Step();
        LoadTexts(row);
        row.Reset();
    }

    /// <summary>Saves every field; frame and shape only when there is a frame.</summary>
    public void Save(Connection connection, string? shape = null, ReadOnlySpan<byte> frame = default)
    {
        Span<byte> digest = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(digest, Digest);
        connection[UpdateAll]
            .Bind(Key).BindUtf8(StatusUtf8.Of(Status)).Bind(Generation).Bind(Sequence).BindBlobOrNull(Digest == 0 ? default : digest)
            .Bind((long)Requests).Bind(Inbox).Bind(SeenInbox).Bind(Events)
            .Bind((long)Claims).Bind((long)LastPosition).Bind(HasItems).Bind(IsFinalizing).Bind(FinalizersDue).Bind((long)SuspendReason)
            .Bind(StartedAt).Bind(EndedAt).BindBlobOrNull(Open.Write()).Bind(DueAt).Bind(Owner).Bind(LeaseUntil).Bind(BlockedOn)
            .Bind(AtNode).Bind(TriedShapes).Bind(frame.IsEmpty ? null : shape).BindBlobOrNull(frame)
            .Bind(HasLimits)
            .Run();
    }

    /// <summary>Saves a commit that leaves status, owner and due time as they are.</summary>
    public void SaveOwned(Connection connection, string shape, ReadOnlySpan<byte> frame)
    {
        Span<byte> digest = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(digest, Digest);
        connection[UpdateOwned]
            .Bind(Key).Bind(Sequence).BindBlob(digest).Bind(SeenInbox).Bind(Events).Bind((long)Claims).Bind((long)LastPosition)
            .Bind(IsFinalizing).Bind(FinalizersDue).BindBlobOrNull(Open.Write()).Bind(AtNode)
            .Bind(frame.IsEmpty ? null : shape).BindBlobOrNull(frame)
            .Run();
    }

    private bool LoadWhole(Statement row)
    {
        if (!row.Step()) return false;
        LoadNumbers(row);
        LoadTexts(row);
        Id = row.RunId(1);
        row.Reset();
        return true;
    }

    private void LoadNumbers(Statement row)
    {
        Key = row.Int64(0);
        Status = StatusUtf8.ReadRun(row.Bytes(2));
        Generation = row.Int64(3);
        Sequence = row.Int64(4);
        Digest = row.Bytes(5) is { Length: 16 } digest ? BinaryPrimitives.ReadUInt128LittleEndian(digest) : 0;
        IsOwned = row.Bool(6);
        DueAt = row.Int64OrNull(7);
        Requests = (RunRequests)row.Int32(8);
        Inbox = row.Int64(9);
        SeenInbox = row.Int64(10);
        Events = row.Int64(11);
        Claims = row.Int32(12);
        LastPosition = row.Int32(13);
        HasItems = row.Bool(14);
        IsFinalizing = row.Bool(15);
        FinalizersDue = row.Int64OrNull(16);
        SuspendReason = (SuspendReason)row.Int32(17);
        StartedAt = row.Int64OrNull(18);
        EndedAt = row.Int64OrNull(19);
        Open.Read(row.Bytes(20));
        IsAwaited = row.Bool(26);
        IsItem = row.Bool(27);
        HasLimits = row.Bool(28);
    }

    private void LoadTexts(Statement row)
    {
        Owner = row.TextOrNull(21);
        LeaseUntil = row.Int64OrNull(22);
        BlockedOn = row.TextOrNull(23);
        AtNode = row.TextOrNull(24);
        TriedShapes = row.TextOrNull(25);
    }
}
