using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Sqlite.Tests;

/// <summary>What cannot be opened is answered with one sentence that says what to do.</summary>
public sealed class OpeningTests : IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly DatabaseFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_path_that_is_a_directory_is_refused()
        => Assert.Contains("is a directory", await MessageAsync(_file.Folder), StringComparison.Ordinal);

    [Fact]
    public async Task A_folder_that_does_not_exist_is_named()
        => Assert.Contains("does not exist: create it", await MessageAsync(Path.Combine(_file.Folder, "missing", "x.db")), StringComparison.Ordinal);

    [Fact]
    public async Task An_empty_path_is_refused()
        => Assert.Contains("has no path", await MessageAsync(""), StringComparison.Ordinal);

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        File.WriteAllText(_file.Path, new string('x', 5000));

        Assert.Contains("is no SQLite database", await MessageAsync(), StringComparison.Ordinal);

        Assert.Equal(new string('x', 5000), File.ReadAllText(_file.Path));
    }

    [Fact]
    public async Task A_damaged_file_is_refused()
    {
        using (var store = new SqlitePersistence(new SqliteOptions { Path = _file.Path })) await store.InitializeAsync(Token);
        var bytes = File.ReadAllBytes(_file.Path);
        bytes.AsSpan(100, bytes.Length - 100).Fill(0x5A);
        File.WriteAllBytes(_file.Path, bytes);

        Assert.Contains("is damaged: restore it", await MessageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_programs_database_is_refused_and_left_alone()
    {
        _file.Execute("CREATE TABLE customers (name TEXT)");

        Assert.Contains("belongs to another program", await MessageAsync(), StringComparison.Ordinal);

        Assert.Equal("delete", _file.Scalar("PRAGMA journal_mode"));
        Assert.Equal(1L, _file.Scalar("SELECT count(*) FROM sqlite_schema"));
    }

    [Fact]
    public async Task A_newer_schema_is_refused_with_both_versions()
    {
        using (var store = new SqlitePersistence(new SqliteOptions { Path = _file.Path })) await store.InitializeAsync(Token);
        _file.Execute("INSERT INTO schema_version (version, applied_at) VALUES (99, 0)");

        Assert.Contains("schema version 99, and this program knows only 1", await MessageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_only_folder_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Permissions do not bind this user.");
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(_file.Folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.Contains("can be written", await MessageAsync(), StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(_file.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task A_file_that_stays_locked_is_refused_after_the_open_timeout()
    {
        using var other = _file.Connect();
        DatabaseFile.Execute(other, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE t (x)");

        Assert.Contains("has been locked by another process", await MessageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_waits_for_a_lock_that_is_given_back_in_time()
    {
        var other = _file.Connect();
        DatabaseFile.Execute(other, "BEGIN EXCLUSIVE");
        using var store = new SqlitePersistence(new SqliteOptions { Path = _file.Path, OpenTimeout = TimeSpan.FromMinutes(1) });

        var opening = store.InitializeAsync(Token);
        Assert.False(opening.IsCompleted);
        other.Dispose();

        await opening;
    }

    [Fact]
    public async Task The_file_says_whose_it_is_and_which_schema_it_has()
    {
        using (var store = new SqlitePersistence(new SqliteOptions { Path = _file.Path })) await store.InitializeAsync(Token);

        Assert.Equal(0x526B4674L, _file.Scalar("PRAGMA application_id"));
        Assert.Equal("wal", _file.Scalar("PRAGMA journal_mode"));
        Assert.Equal(1L, _file.Scalar("SELECT max(version) FROM schema_version"));
        Assert.Equal("ok", _file.Scalar("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task Several_processes_may_create_the_file_at_once()
    {
        var stores = Enumerable.Range(0, 6).Select(_ => new SqlitePersistence(new SqliteOptions { Path = _file.Path })).ToArray();

        await Task.WhenAll(stores.Select(store => Task.Run(() => store.InitializeAsync(Token).AsTask(), Token)));

        foreach (var store in stores) store.Dispose();
        Assert.Equal(1L, _file.Scalar("SELECT count(*) FROM schema_version"));
    }

    [Fact]
    public async Task A_disposed_store_says_so()
    {
        var store = new SqlitePersistence(new SqliteOptions { Path = _file.Path });
        await store.InitializeAsync(Token);
        store.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.GetRunAsync(default, Token));
    }

    private async Task<string> MessageAsync(string? path = null)
    {
        using var store = new SqlitePersistence(new SqliteOptions { Path = path ?? _file.Path, OpenTimeout = TimeSpan.FromMilliseconds(100) });
        var exception = await Assert.ThrowsAsync<PersistenceException>(async () => await store.InitializeAsync(Token));
        Assert.DoesNotContain('\n', exception.Message);
        return exception.Message;
    }
}
