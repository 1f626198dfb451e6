// === Each_way_to_write_an_operation
    [Flow]
    public async Task<int> RunAsync(int n, CancellationToken ct = default)
    {
        await NoteAsync("begin", ct);
        var sum = await AddAsync(n, 1, ct);
        string name;
        name = await NameAsync(sum, ct);
        n = await Flow.As("add-length", AddAsync(n, name.Length));
        _ = await Flow.As("add-one", AddAsync(n, right: 1));
        return await Flow.As("add-last", AddAsync(sum, n, ct));
    }

// === Wrappers_around_an_operation
    [Flow]
    public async Task<int> RunAsync(int n, CancellationToken ct = default)
    {
        await NoteAsync("begin", default).ConfigureAwait(false);
        var fine = await CheckAsync(n).AsTask();
        var x = await Flow.As("first", AddAsync(n)).ConfigureAwait(false);
        var y = await (AddAsync(n, x, CancellationToken.None));
        return fine ? x : y;
    }

// === An_expression_bodied_flow
    [Flow]
    public async Task<int> RunAsync(int n, CancellationToken ct = default) => await AddAsync(n, 1, ct);

// === A_flow_without_a_result
    [Flow]
    public async Task RunAsync(int n)
    {
        await AddAsync(n);
    }

// === A_flow_as_value_task
    [Flow]
    public async ValueTask<string> RunAsync(int n = 3)
    {
        var name = await NameAsync(n);
        return name.ToUpperInvariant();
    }

// === Steps_of_injected_classes_and_interfaces
    [Flow]
    public async Task<string> RunAsync(string article, string address, CancellationToken ct = default, StepContext step = default)
    {
        var held = await stock.HoldAsync(article, 2, ct);
        var parcel = await courier.SendAsync(address, ct);
        return $"{held} {parcel}";
    }

// === Timers
    [Flow]
    public async Task<DateTimeOffset> RunAsync(int days, CancellationToken ct = default)
    {
        await Flow.Delay(TimeSpan.FromDays(days), ct);
        var evening = Flow.UtcNow.AddHours(8);
        await Flow.Until(evening);
        await Flow.As("last-pause", Flow.Delay(TimeSpan.FromMinutes(1)));
        return evening;
    }

// === Ids_clock_and_failure
    [Flow]
    public async Task<Guid> RunAsync(int n)
    {
        var id = Flow.NewId();
        await NoteAsync($"{id} at {Flow.UtcNow:O}");
        if (n > 3) throw Flow.Fail($"{n} is too many");
        return id;
    }

// === Sub_flows
    [Flow]
    public async Task<int> RunAsync(int n, CancellationToken ct = default)
    {
        n = await TwiceAsync(n, ct);
        await MarkAsync($"{n}");
        return await Flow.As("again", TwiceAsync(n));
    }

    [SubFlow]
    private async Task<int> TwiceAsync(int n, CancellationToken ct = default)
    {
        var once = await AddAsync(n, 0, ct);
        return await Flow.As("second", AddAsync(once, n, ct));
    }

    [SubFlow]
    private async Task MarkAsync(string text) => await NoteAsync(text);

// === Plain_statements_between_operations
    [Flow]
    public async Task<int> RunAsync(string text)
    {
        var (left, right) = Split(text);
        if (!int.TryParse(left, out var n)) n = -1;
        const int more = 3;
        int a = 1, b = 2;
        var max = Math.Max(a, b) + more;
        var all = text.Where(char.IsLetter).Select(c => (int)c).ToArray();
        Array.Sort(all);
        var kind = n switch { < 0 => "none", 0 => "zero", _ => "some" };
        await NoteAsync(kind);
        n += max;
        (a, b) = (b, a);
        return await AddAsync(n, a + b + all.Length + right.Length);
    }

    private static (string Left, string Right) Split(string text) => (text[..1], text[1..]);

// === Local_functions_and_lambdas_without_operations
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var twice = Twice(n);
        Func<int, int> square = x => x * x;
        var big = square(twice);
        var sum = await AddAsync(big);
        return Twice(sum);

        static int Twice(int x) => 2 * x;
    }

// === Constants_and_local_functions_where_they_are_declared
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        const int Limit = 3;
        int Twice(int x) => x < Limit ? 2 * x : n;
        var first = Twice(n) + Limit;
        n = await AddAsync(first);
        if (n > Limit)
        {
            const string Word = "big";
            static string Of(string text) => $"<{text}{Word}>";
            await NoteAsync(Of("x") + Word);
        }

        return Twice(n) + Limit;
    }

// === A_using_with_no_operation_in_its_scope
    [Flow]
    public async Task<int> RunAsync(string text)
    {
        string? line;
        using (var reader = new StringReader(text))
        {
            line = reader.ReadLine();
        }

        var n = await AddAsync(line?.Length ?? 0);
        {
            using var again = new StringReader(text);
            n += again.Read();
        }

        return n;
    }

// === A_catch_of_any_type_with_no_operation_in_the_try
    [Flow]
    public async Task<int> RunAsync(string text)
    {
        int n;
        try
        {
            n = int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            n = 0;
        }
        finally
        {
            text = "";
        }

        return await AddAsync(n, text.Length);
    }

// === A_checked_expression_and_a_checked_block_without_operations
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        n = await AddAsync(checked(n * 3));
        checked
        {
            n *= 2;
        }

        return n;
    }

// === A_lock_without_operations
    private static readonly object s_gate = new();

    [Flow]
    public async Task<int> RunAsync(int n)
    {
        lock (s_gate)
        {
            n++;
        }

        return await AddAsync(n);
    }

// === A_goto_inside_a_statement_without_operations
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                if (i * j > n) goto done;
            }

            continue;
            done:
            n++;
        }

        switch (n)
        {
            case 1: goto case 2;
            case 2: n = 5; break;
            default: break;
        }

        return await AddAsync(n);
    }

// === The_token_is_read
    [Flow]
    public async Task<int> RunAsync(int n, CancellationToken ct = default)
    {
        ct.ThrowIfCancellationRequested();
        return await AddAsync(n, ct: ct);
    }

// === A_name_of_a_step_in_nameof
    [Flow]
    public async Task<string> RunAsync(int n)
    {
        await NoteAsync(nameof(AddAsync));
        return await NameAsync(n);
    }

// === Values_that_can_be_stored
    [Flow]
    public async Task<int> RunAsync(Order order, DateTimeOffset at, Guid id, decimal amount, DayOfWeek day, int? maybe = null)
    {
        var articles = await ArticlesAsync(order.Id);
        var loaded = await LoadAsync(id.ToString());
        var map = ImmutableDictionary<string, int>.Empty.Add("a", 1);
        var numbers = new[] { 1, 2 };
        var span = TimeSpan.FromMinutes(3);
        var basket = new Basket { Owner = "me", Count = 3 };
        await NoteAsync($"{amount} {day}");
        return await AddAsync(
            articles.Length + loaded.Lines + map.Count + numbers.Length,
            (maybe ?? 0) + basket.Count + (int)span.TotalMinutes + at.Year);
    }

// === A_local_that_does_not_live_across_an_operation_may_be_of_any_type
    [Flow]
    public async Task<int> RunAsync(string text)
    {
        var builder = new System.Text.StringBuilder();
        foreach (var c in text) builder.Append(c).Append('.');
        Func<char, bool> dot = c => c == '.';
        var dots = builder.ToString().Count(dot);
        var pair = new { Text = text, Dots = dots };
        Span<char> first = stackalloc char[1];
        first[0] = pair.Text[0];
        var n = pair.Dots + first[0];
        n = await AddAsync(n);
        var other = new MemoryStream(n);
        var length = (int)other.Length;
        return length;
    }

// === Results_that_are_taken_apart
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var (left, right) = await PairAsync(n);
        int sum;
        (sum, _) = await Flow.As("second", PairAsync(left + right));
        var (id, lines, total) = await LoadAsync("a");
        return sum + lines + id.Length + (int)total;
    }

    [Step]
    private Task<(int Left, int Right)> PairAsync(int n) => Task.FromResult((n, n + 1));

// === Steps_of_every_kind
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var text = await EchoAsync("a");
        n = await Flow.As("echo-number", EchoAsync<int>(n));
        n += text.Length;
        n = await ManyAsync(1, 2, n);
        n = await Half(n);
        return await this.AddAsync(right: n, left: 2);
    }

    [Step]
    private Task<T> EchoAsync<T>(T value) => Task.FromResult(value);

    [Step]
    private Task<int> ManyAsync(params int[] all) => Task.FromResult(all.Length);

    [Step]
    private static Task<int> Half(int n) => Task.FromResult(n / 2);

// === A_flow_without_any_operation
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        while (n < 10) n *= 2;
        return n + 1;
    }

// === Branches_of_every_kind
    [SubFlow]
    private async Task<int> TwiceAsync(int n, CancellationToken ct = default)
    {
        var (sum, _) = await Flow.Parallel(AddAsync(n), Flow.Unit(Flow.Delay(TimeSpan.FromMinutes(n), ct)));
        return await Flow.As("again", AddAsync(sum, n, ct));
    }

    [Flow]
    public async Task<int> RunAsync(int n, CancellationToken ct = default)
    {
        var (sum, isGood, _, sent) = await Flow.Parallel(
            TwiceAsync(n, ct),
            CheckAsync(n).AsTask(),
            Flow.Unit(NoteAsync("begun")),
            n > 3 ? courier.SendAsync("home", ct) : Flow.Skip<string>(),
            new BranchOptions(FailFast: true), ct).ConfigureAwait(false);
        var won = await Flow.Race(NameAsync(sum), Flow.As("load", LoadAsync("x")), options: new(FirstEnd: true));
        return isGood ? won.Winner : sent?.Length ?? won.Second!.Lines;
    }

// === Fan_outs_of_every_kind
    [Flow]
    public async Task<int> RunAsync(List<Order> orders, string home, CancellationToken ct = default)
    {
        var sent = await Flow.ForEach(orders, order => courier.SendAsync(home + order.Id, ct),
            new() { MaxParallel = 2, OnFailure = OnItemFailure.SkipDependents, Key = order => order.Id, DependsOn = order => order.Lines > 1 ? [home] : [] }, ct);
        var held = await Flow.As("hold", Flow.ForEach(sent.Results, (result, token) => stock.HoldAsync(result, sent.Items.Count, token)));
        var noted = await Flow.As("note", Flow.ForEach(held.Items.Select(item => item.Key), NoteAsync));
        var sums = await Flow.Parallel(noted.Items.Select(item => item.Key.Length), length => AddAsync(length, orders.Count), maxParallel: 3);
        return sums.Sum();
    }
